package ddrmpo.mujoco;

import static ddrmpo.mujoco.DataTest.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads, many errors, many lives. */
class SoakTest {
  private static <T> List<T> onThreads(int threads, Callable<T> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  private static double[] simulate(Model model) {
    try (Data data = model.newData()) {
      for (int t = 0; t < 2000; t++) {
        // Data of other threads must not see that this one switches actuation off.
        data.forwardWithoutActuation();
        data.step(new double[] {Math.sin(t), Math.cos(t)}, 1);
      }
      return state(data);
    }
  }

  @Test
  void threadsThatShareAModelGiveTheSerialResultBitwise() throws Exception {
    try (Model model = Model.fromXml(Models.leg())) {
      double[] serial = simulate(model);
      for (double[] parallel : onThreads(4, () -> simulate(model))) {
        assertThat(parallel).isEqualTo(serial);
      }
    }
  }

  @Test
  void thousandsOfErrorsOnFourThreadsDoNoHarm() throws Exception {
    try (Model model = Model.fromXml(Models.leg());
        Model cramped = Model.fromXml(Models.cramped())) {
      double[] serial = simulate(model);
      List<double[]> results =
          onThreads(
              4,
              () -> {
                try (Data small = cramped.newData();
                    Data data = model.newData()) {
                  for (int i = 0; i < 1000; i++) {
                    assertThatThrownBy(() -> small.step(new double[2], 2))
                        .isInstanceOf(PhysicsException.class);
                    data.setQvel(0, 1e12);
                    assertThatThrownBy(() -> data.step(new double[2], 1))
                        .isInstanceOf(PhysicsException.class);
                    if (i % 10 == 0) {
                      assertThatThrownBy(() -> Model.fromXml("<mujoco><spoon/></mujoco>"))
                          .isInstanceOf(PhysicsException.class);
                    }
                  }
                }
                return simulate(model);
              });
      for (double[] after : results) {
        assertThat(after).isEqualTo(serial);
      }
    }
  }

  @Test
  void nativeMemoryStaysFlatOverTenThousandLives() throws IOException {
    String xml = Models.leg();
    live(xml, 500);
    long before = residentBytes();
    live(xml, 10_000);
    assertThat(residentBytes() - before).isLessThan(40L << 20);
  }

  private static void live(String xml, int times) {
    try (Model shared = Model.fromXml(xml)) {
      for (int i = 0; i < times; i++) {
        try (Data data = shared.newData()) {
          data.step(new double[2], 1);
        }
        if (i % 10 == 0) {
          Model model = Model.fromXml(xml);
          Data orphan = model.newData();
          model.close();
          orphan.close();
        }
      }
    }
  }

  private static long residentBytes() throws IOException {
    long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
    return pages * 4096;
  }
}
