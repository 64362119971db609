package ddrmpo.learning;

import ddrmpo.core.UserError;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Loads the library behind {@link Kernel} from this module's jar. */
public final class KernelLibrary {
  private static final Optional<String> PROBLEM = problem();

  private KernelLibrary() {}

  /**
   * Makes {@link Kernel} usable; every call after the first costs nothing.
   *
   * @throws UserError if the CPU lacks AVX2 or FMA, or the library was built for another platform
   */
  public static void require() {
    if (PROBLEM.isPresent()) {
      throw UserError.usage("%s", PROBLEM.get());
    }
  }

  private static Optional<String> problem() {
    try {
      Loader.load(Kernel.class);
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(
          "The network kernel cannot be loaded on platform \"%s\" (%s): use Linux on x86-64."
              .formatted(Loader.Detector.getPlatform(), e.getMessage()));
    }
    return Kernel.supported()
        ? Optional.empty()
        : Optional.of("This CPU lacks AVX2 or FMA, which networks need: use a newer machine.");
  }
}
