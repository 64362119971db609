package ddrmpo.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ddrmpo.core.LearnerSettings;
import ddrmpo.core.LearnerSettings.Device;
import ddrmpo.core.LearnerSettings.Engine;
import ddrmpo.core.Recipe;
import ddrmpo.core.Rng;
import ddrmpo.core.SetKind;
import ddrmpo.core.UserError;
import ddrmpo.learning.TrainedNetwork.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both engines learn the same; the one of DJL is as exact about bits, threads and memory. */
class EngineTest {
  private static final double AGREEMENT = 1e-4;
  private static final int O = 4;
  private static final int D = 2;
  private static final LearnerSettings FLAT = settings(Engine.FLAT);
  private static final LearnerSettings DJL = settings(Engine.DJL);

  private static LearnerSettings settings(Engine engine) {
    LearnerSettings settings = Samples.settings(List.of(24, 20), 6, 16);
    return Samples.with(Samples.with(settings, "targetPeriod", 30), "engine", engine);
  }

  private static Learner learner(String recipe, LearnerSettings settings, long seed) {
    return Learner.of(Recipe.named(recipe), settings, O, D, slots(recipe), true, 0, seed);
  }

  private static int slots(String recipe) {
    return Recipe.named(recipe).set() == SetKind.NONE ? 1 : 3;
  }

  private static Replay replay(String recipe) {
    return Samples.replay(400, O, D, slots(recipe), 77);
  }

  @ParameterizedTest
  @CsvSource({
    "mpo, 100",
    "e-mpo, 100",
    "r-mpo, 100",
    "re-mpo, 100",
    "svg, 30",
    "re-svg, 30" // the critic's slope multiplies rounding sooner
  })
  void bothEnginesLearnTheSame(String recipe, int updates) throws IOException {
    Replay replay = replay(recipe);
    float[] observations = KernelTest.gaussian(new Rng(3), 50 * O);
    try (Learner flat = learner(recipe, FLAT, 5);
        Learner djl = learner(recipe, DJL, 5)) {
      float[] flatAction = new float[D];
      float[] djlAction = new float[D];
      for (int i = 0; i < updates; i++) {
        UpdateStatistics expected = flat.update(replay);
        UpdateStatistics found = djl.update(replay);
        assertAgrees("critic loss", found.criticLoss(), expected.criticLoss());
        assertAgrees("policy loss", found.policyLoss(), expected.policyLoss());
        assertAgree(found.improvement(), expected.improvement());
        flat.act(observations, flatAction);
        djl.act(observations, djlAction);
        assertAgree("action", djlAction, flatAction);
      }
      assertAgree("mean action", means(djl, observations), means(flat, observations));
      List<float[]> expected = parameters(flat, FLAT);
      List<float[]> found = parameters(djl, DJL);
      for (int i = 0; i < expected.size(); i++) {
        assertAgree("parameters " + i, found.get(i), expected.get(i));
      }
    }
  }

  private static void assertAgree(ImprovementStatistics found, ImprovementStatistics expected) {
    if (expected == ImprovementStatistics.NONE) {
      assertThat(found).isEqualTo(expected);
      return;
    }
    assertAgrees("temperature", found.temperature(), expected.temperature());
    assertAgrees("alpha mean", found.alphaMean(), expected.alphaMean());
    assertAgrees("alpha stddev", found.alphaStddev(), expected.alphaStddev());
  }

  private static float[] means(Learner learner, float[] observations) {
    float[] means = new float[observations.length / O * D];
    learner.policy().mean(observations.length / O, observations, means);
    return means;
  }

  /** The parameters in a checkpoint: three versions of the policy's and two of the critic's. */
  private static List<float[]> parameters(Learner learner, LearnerSettings settings)
      throws IOException {
    GaussianHead head = new GaussianHead(D, false, 0.7, 1e-6);
    float[] policy = new float[Policy.network(O, settings.policy(), head).parameters()];
    float[] critic = new float[Critic.network(settings, O, D).parameters()];
    List<float[]> all = List.of(policy, policy.clone(), policy.clone(), critic, critic.clone());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes(learner)));
    in.skipNBytes(Integer.BYTES + Long.BYTES);
    for (float[] version : all.subList(0, 3)) {
      Floats.read(version, in);
    }
    in.skipNBytes(Long.BYTES + 2L * (Integer.BYTES + Float.BYTES * (long) policy.length));
    for (float[] version : all.subList(3, 5)) {
      Floats.read(version, in);
    }
    return all;
  }

  private static void assertAgrees(String what, double found, double expected) {
    assertThat(found)
        .as(what)
        .isCloseTo(expected, within(AGREEMENT * Math.max(1e-3, Math.abs(expected))));
  }

  private static void assertAgree(String what, float[] found, float[] expected) {
    double scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i])
          .as("%s %d", what, i)
          .isCloseTo(expected[i], within(AGREEMENT * scale));
    }
  }

  @Test
  void blocksOfInferenceAreTheNetworkOfTheOtherEngine() {
    for (int actions : new int[] {1, 6, 3000}) {
      LearnerSettings settings = Samples.with(FLAT, "actions", Math.max(2, actions));
      FlatNetwork shape = new FlatNetwork(O, D, List.of(33, 17), 1);
      float[] initial = KernelTest.gaussian(new Rng(2), shape.parameters());
      int states = actions == 3000 ? 3 : 2500;
      float[] s = KernelTest.gaussian(new Rng(3), states * O);
      float[] a = KernelTest.gaussian(new Rng(4), states * actions * D);
      float[] expected = new float[states * actions];
      float[] found = new float[states * actions];
      LearnerSettings other = Samples.with(settings, "engine", Engine.DJL);
      try (TrainedNetwork flat = TrainedNetwork.open(settings, shape, initial, 2, states, 0);
          TrainedNetwork djl = TrainedNetwork.open(other, shape, initial, 2, states, 0)) {
        flat.outputs(Version.TARGET, states, s, actions, a, expected);
        for (int call = 0; call < 2; call++) {
          Arrays.fill(found, 0);
          djl.outputs(Version.TARGET, states, s, actions, a, found);
        }
      }
      assertAgree("output", found, expected);
    }
  }

  @Test
  void sameSeedSameBitsAlsoBesideAnotherLearner() throws Exception {
    byte[] first = trained(1);
    byte[] second = trained(2);
    assertThat(trained(1)).isEqualTo(first).isNotEqualTo(second);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<byte[]> firstAtOnce = threads.submit(() -> trained(1));
      Future<byte[]> secondAtOnce = threads.submit(() -> trained(2));
      assertThat(firstAtOnce.get()).isEqualTo(first);
      assertThat(secondAtOnce.get()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  private static byte[] trained(long seed) {
    Replay replay = replay("re-mpo");
    try (Learner learner = learner("re-mpo", DJL, seed)) {
      for (int i = 0; i < 200; i++) {
        learner.update(replay);
      }
      return bytes(learner);
    }
  }

  @Test
  void aCheckpointIsOfBothEngines() throws IOException {
    Replay replay = replay("re-mpo");
    try (Learner flat = learner("re-mpo", FLAT, 1);
        Learner djl = learner("re-mpo", DJL, 2)) {
      for (int i = 0; i < 40; i++) {
        flat.update(replay);
      }
      byte[] saved = bytes(flat);
      djl.restore(new DataInputStream(new ByteArrayInputStream(saved)));
      assertThat(bytes(djl)).isEqualTo(saved);
      assertAgrees(
          "critic loss", djl.update(replay).criticLoss(), flat.update(replay).criticLoss());
    }
  }

  @Test
  void nativeMemoryDoesNotGrow() {
    FlatNetwork shape = new FlatNetwork(O, D, List.of(33, 17), 1);
    float[] initial = shape.initial(new Rng(2));
    float[] inputs = KernelTest.gaussian(new Rng(3), DJL.batch() * (O + D));
    float[] outputGradient = KernelTest.gaussian(new Rng(4), DJL.batch());
    float[] states = KernelTest.gaussian(new Rng(5), 300 * O);
    float[] actions = KernelTest.gaussian(new Rng(6), 300 * DJL.actions() * D);
    float[] outputs = new float[300 * DJL.actions()];
    try (DjlTrainedNetwork network = new DjlTrainedNetwork(DJL, shape, initial, 2, 300, 0)) {
      int before = 0;
      for (int i = 0; i < 300; i++) {
        network.outputs(Version.TARGET, 300, states, DJL.actions(), actions, outputs);
        network.forward(inputs);
        network.backward(outputGradient);
        network.step(40);
        network.copy(Version.ONLINE, Version.TARGET);
        network.parameters(Version.TARGET);
        network.gradient();
        if (i == 0) {
          before = network.arrays();
        }
      }
      assertThat(network.arrays()).isEqualTo(before);
    }
  }

  @Test
  void theFlatEngineRefusesTheGpu() {
    assertThatThrownBy(
            () -> Samples.with(Samples.with(DJL, "device", Device.GPU), "engine", Engine.FLAT))
        .rootCause()
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(UserError.USAGE))
        .hasMessageContaining("learner.engine = flat")
        .hasMessageContaining("learner.device = gpu");
  }

  @Test
  void aMissingGpuIsRefusedWithTheRemedy() {
    LearnerSettings settings = Samples.with(DJL, "device", Device.GPU);
    int beyond = 1000; // no machine has so many
    assertThatThrownBy(() -> Learner.requireDevice(settings, beyond))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.exitCode()).isEqualTo(UserError.USAGE))
        .hasMessageStartingWith("learner.device = gpu needs GPU 1000, but DJL sees ")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH")
        .hasMessageEndingWith("or set learner.device = cpu.");
    Learner.requireDevice(DJL, 0);
    Learner.requireDevice(FLAT, 0);
  }

  private static byte[] bytes(Learner learner) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      learner.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
