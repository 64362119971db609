package ddrmpo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.UserError;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class TaskGpuTest {
  private static int index(String... addresses) {
    return TaskGpu.index(Map.of("gpu", new ResourceInformation("gpu", addresses)));
  }

  @Test
  void theFirstAddressOfTheTasksGpusIsTheIndex() {
    assertThat(index("3", "1")).isEqualTo(3);
    assertThat(index()).isZero();
    assertThat(TaskGpu.index(Map.of())).isZero();
  }

  @Test
  void anAddressThatIsNoIndexIsRefused() {
    assertThatThrownBy(() -> index("GPU-7f2a"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("\"GPU-7f2a\"");
  }
}
