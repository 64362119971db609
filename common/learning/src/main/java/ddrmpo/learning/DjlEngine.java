package ddrmpo.learning;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ddrmpo.core.LearnerSettings;
import ddrmpo.core.UserError;

/** DJL's PyTorch engine: its devices and the owners of its native memory. */
final class DjlEngine {
  private static final String NAME = "PyTorch";

  static {
    // The natives come as jars: nothing may be looked for on the network.
    System.setProperty("ai.djl.offline", "true");
  }

  private DjlEngine() {}

  /** A new owner of native memory, which the caller closes. */
  static NDManager manager(Device device) {
    return NDManager.newBaseManager(device, NAME);
  }

  /**
   * The device of the settings.
   *
   * @param gpu index of the GPU if the settings name one
   * @throws UserError if PyTorch cannot compute on that GPU
   */
  static Device device(LearnerSettings.Device device, int gpu) {
    if (device == LearnerSettings.Device.CPU) {
      return Device.cpu();
    }
    Engine engine = Engine.getEngine(NAME);
    int gpus = engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    if (gpu < 0 || gpu >= gpus) {
      throw UserError.usage(
          "learner.device = %s needs GPU %d, but DJL sees %d GPUs on this machine: give its process a GPU and libtorch for CUDA (PYTORCH_LIBRARY_PATH, PYTORCH_FLAVOR), or set learner.device = %s.",
          device.text(), gpu, gpus, LearnerSettings.Device.CPU.text());
    }
    return Device.gpu(gpu);
  }
}
