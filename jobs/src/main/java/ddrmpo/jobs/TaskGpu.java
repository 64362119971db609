package ddrmpo.jobs;

import ddrmpo.core.UserError;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark gives a task, by the resource {@code gpu} of tasks and executors. */
final class TaskGpu {
  private static final String RESOURCE = "gpu";

  private TaskGpu() {}

  /** The index of this task's first GPU, 0 if Spark gives it none. */
  static int index() {
    return index(TaskContext.get().resourcesJMap());
  }

  static int index(Map<String, ResourceInformation> resources) {
    ResourceInformation gpus = resources.get(RESOURCE);
    if (gpus == null || gpus.addresses().length == 0) {
      return 0;
    }
    String address = gpus.addresses()[0];
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw UserError.usage(
          "Spark's resource %s has the address \"%s\": let its discovery script print indices of GPUs, such as 0.",
          RESOURCE, address);
    }
  }
}
