package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ddrmpo.core.FitSettings;
import ddrmpo.core.UserError;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NeuralFitTest {
  private static final AnalyticDynamics TASK = AnalyticDynamics.PENDULUM;
  private static final Transitions TRAIN =
      AnalyticDynamics.subset(TASK.episodes(1.0, 20, 200, 1), 3000, 2).sorted();
  private static final Transitions HELD_OUT = TASK.episodes(1.0, 4, 200, 3);
  private static final FitSettings SETTINGS =
      new FitSettings(List.of(32, 32), 1500, 64, 3e-3, 1e-6, 5, 100);

  private static NeuralTransitionModel fit(Transitions train, FitSettings settings, long seed) {
    Normaliser normaliser = Normaliser.of(train, settings.stddevFloor());
    return NeuralFit.fit(train, normaliser, TASK.pairs(), settings, seed, () -> false);
  }

  private static FitSettings settings(int steps, double rate) {
    return new FitSettings(List.of(16, 16), steps, 32, rate, 1e-6, 5, 100);
  }

  @Test
  void learnsAPendulum() {
    ModelErrors errors = ModelErrors.of(fit(TRAIN, SETTINGS, 1), HELD_OUT, 100);

    assertThat(errors.oneStepError()).hasSize(3);
    for (double error : errors.oneStepError()) {
      assertThat(error).isLessThan(0.1);
    }
    assertThat(errors.openLoopRmse50()[0]).isLessThan(0.1);
  }

  @Test
  void sameSeedSameBitsOtherSeedOtherBits() {
    FitSettings settings = settings(200, 1e-3);

    assertThat(fit(TRAIN, settings, 1).bytes()).isEqualTo(fit(TRAIN, settings, 1).bytes());
    assertThat(fit(TRAIN, settings, 1).bytes()).isNotEqualTo(fit(TRAIN, settings, 2).bytes());
  }

  @Test
  void twoFitsAtOnceGiveTheBitsOfOneAfterTheOther() throws Exception {
    FitSettings settings = new FitSettings(List.of(64, 64), 400, 128, 1e-3, 1e-6, 5, 100);
    byte[] first = fit(TRAIN, settings, 1).bytes();
    byte[] second = fit(TRAIN, settings, 2).bytes();

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<byte[]> firstAtOnce = threads.submit(() -> fit(TRAIN, settings, 1).bytes());
      Future<byte[]> secondAtOnce = threads.submit(() -> fit(TRAIN, settings, 2).bytes());

      assertThat(firstAtOnce.get()).isEqualTo(first);
      assertThat(secondAtOnce.get()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void stopsWhenCancelled() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                NeuralFit.fit(
                    TRAIN,
                    Normaliser.of(TRAIN, 1e-6),
                    TASK.pairs(),
                    SETTINGS,
                    1,
                    () -> asked.incrementAndGet() > 10))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(11);
  }

  @Test
  void saysWhatToDoWhenItDiverges() {
    assertThatThrownBy(() -> fit(TRAIN, settings(50, 1e30), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lower fit.learning-rate = 1.0E30");
  }

  @Test
  void fitsASingleTransition() {
    Transitions one = AnalyticDynamics.subset(TRAIN, 1, 1);

    TransitionModel model = fit(one, settings(300, 1e-2), 1);

    float[] next = new float[3];
    model.predict(1, one.observations(), one.actions(), next);
    for (int i = 0; i < 3; i++) {
      assertThat(next[i]).isCloseTo(one.nextObservations()[i], within(1e-5f));
    }
  }

  @Test
  void gradientsAreThoseOfTheFormula() {
    float[] gradient =
        DjlGradients.compute(
            manager -> {
              NDArray x = manager.create(new float[] {1, 2, 3}, new Shape(3));
              x.setRequiresGradient(true);
              DjlGradients.backward(x.square().sum());
              try (NDArray g = x.getGradient()) {
                return g.toFloatArray();
              }
            });

    assertThat(gradient).containsExactly(2, 4, 6);
  }
}
