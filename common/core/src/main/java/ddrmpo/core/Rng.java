package ddrmpo.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A random generator whose whole state can be saved and restored (xoshiro256++ with a ziggurat for
 * Gaussian numbers). There is no global generator: every user of randomness is handed one of these,
 * seeded by {@link Seeds}. Not thread-safe.
 */
public final class Rng implements UniformRandomProvider {
  private final RestorableUniformRandomProvider source;
  private final SharedStateContinuousSampler gaussian;

  /** A generator that is fully determined by the seed. */
  public Rng(long seed) {
    source = RandomSource.XO_SHI_RO_256_PP.create(seed);
    gaussian = ZigguratSampler.NormalizedGaussian.of(source);
  }

  @Override
  public long nextLong() {
    return source.nextLong();
  }

  @Override
  public int nextInt() {
    return source.nextInt();
  }

  @Override
  public double nextDouble() {
    return source.nextDouble();
  }

  /** A number drawn from N(0, 1). */
  public double nextGaussian() {
    return gaussian.sample();
  }

  /** A number drawn uniformly from [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * source.nextDouble();
  }

  /** Fills the first {@code count} places with numbers drawn from N(0, 1). */
  public void fillGaussian(float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (float) gaussian.sample();
    }
  }

  /** Writes the generator's state, for a checkpoint. */
  public void save(DataOutput out) throws IOException {
    byte[] state = state();
    out.writeInt(state.length);
    out.write(state);
  }

  /**
   * Continues exactly where {@link #save} was called.
   *
   * @throws UserError if the state is not of this generator
   */
  public void restore(DataInput in) throws IOException {
    byte[] state = state();
    int length = in.readInt();
    if (length != state.length) {
      throw UserError.data(
          "The checkpoint does not fit: generator length is %d, not %d. Delete it to start the run afresh.",
          length, state.length);
    }
    in.readFully(state);
    source.restoreState(new RandomProviderDefaultState(state));
  }

  private byte[] state() {
    return ((RandomProviderDefaultState) source.saveState()).getState();
  }
}
