package ddrmpo.mujoco.presets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * JavaCPP presets of MuJoCo's C interface: types, model, data and the functions that simulate and
 * compute. Loading, stepping and everything else that may fail goes through guard.h, whose errors
 * become Java exceptions; pictures are drawn by render.h, which looks for EGL when it is first
 * used. Model editing (mjSpec), plugins and user interface stay out.
 */
@Properties(
    target = "ddrmpo.mujoco.binding",
    global = "ddrmpo.mujoco.binding.Mujoco",
    value =
        @Platform(
            value = "linux",
            define = "NDEBUG",
            include = {
              "mujoco/mjtype.h",
              "mujoco/mjmodel.h",
              "mujoco/mjdata.h",
              "mujoco/mujoco.h",
              "guard.h",
              "guard.cpp",
              "render.h",
              "render.cpp"
            },
            link = "mujoco",
            library = "jniddrmpomujoco"))
public class MujocoPresets implements InfoMapper {
  /** The structs that the binding knows; each is one Java class under its typedef's name. */
  private static final String[] STRUCTS = {
    "mjModel",
    "mjData",
    "mjOption",
    "mjVisual",
    "mjStatistic",
    "mjLROpt",
    "mjVFS",
    "mjCache",
    "mjContact",
    "mjPreContact",
    "mjWarningStat",
    "mjTimerStat",
    "mjSolverStat",
    "mjLogMessage",
    "mjLogConfig"
  };

  static {
    separateCaches();
  }

  /**
   * Unpacks each build of the libraries into a folder of its own, unless the user names one with
   * -Dorg.bytedeco.javacpp.cachedir: JavaCPP tells files in a jar apart by size and date only, and
   * dates in a reproducible jar are all the same.
   */
  private static void separateCaches() {
    String key = "org.bytedeco.javacpp.cachedir";
    try (InputStream build =
        MujocoPresets.class.getResourceAsStream("/ddrmpo/mujoco/build.sha256")) {
      if (build != null && System.getProperty(key) == null) {
        String id = new String(build.readAllBytes(), US_ASCII).strip();
        Path folder = Path.of(System.getProperty("user.home"), ".javacpp", "ddr-mpo", id);
        System.setProperty(key, folder.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void map(InfoMap map) {
    map.put(new Info("MJAPI", "MJLOCAL").cppTypes().annotations().cppText(""));
    map.put(new Info("guard.cpp", "render.cpp").skip());
    map.put(new Info("__cplusplus").define());
    map.put(new Info("mjUSESINGLE", "mjUSEASAN").define(false));
    for (String struct : STRUCTS) {
      map.put(new Info(struct + "_", struct).pointerTypes(struct));
    }
    map.put(
        new Info("mjtNum").cast().valueTypes("double").pointerTypes("DoublePointer", "double[]"));
    // Of mujoco.h, from each first pattern up to the line of the second.
    map.put(
        new Info("mujoco.h")
            .linePatterns(
                "//-+ Main simulation -+",
                "//-+ Printing -+",
                "//-+ Components -+",
                "//-+ Interaction -+",
                "//-+ Vector math -+",
                "//-+ Signed Distance Functions -+",
                "//-+ Derivatives -+",
                "//-+ Plugins -+"));
    map.put(
        new Info(
                // mjSpec and its plugins are no part of the binding.
                "mj_makeSpec",
                "mj_copySpec",
                "mj_deleteSpec",
                "mjs_activatePlugin",
                "mjs_setDeepCopy",
                // Loading and freeing are the guard's.
                "mj_loadModel",
                "mj_loadModelBuffer",
                "mj_loadPluginLibrary",
                "mj_loadAllPluginLibraries")
            .skip());
    // What fails in the guard reaches Java as the package's own exception.
    String failure = " throws ddrmpo.mujoco.PhysicsException;";
    map.put(
        new Info("guard_load")
            .javaText("public static native mjModel guard_load(String xml)" + failure));
    map.put(
        new Info("guard_data")
            .javaText("public static native mjData guard_data(@Const mjModel m)" + failure));
    map.put(
        new Info("guard_reset")
            .javaText(
                "public static native void guard_reset(@Const mjModel m, mjData d)" + failure));
    map.put(
        new Info("guard_forward")
            .javaText(
                "public static native void guard_forward(@Const mjModel m, mjData d, int disable)"
                    + failure));
    map.put(
        new Info("guard_step")
            .javaText(
                "public static native void guard_step(@Const mjModel m, mjData d, int substeps)"
                    + failure));
    map.put(
        new Info("guard_members")
            .javaText(
                "public static native int guard_members("
                    + "@Cast(\"mjModel**\") PointerPointer models,"
                    + " @Cast(\"mjData**\") PointerPointer scratch, int members, int batch,"
                    + " @Const double[] states, @Const double[] controls, int substeps,"
                    + " double[] next, int[] status);"));
    map.put(
        new Info("render_open")
            .javaText(
                "public static native Pointer render_open(@Const mjModel m, int width, int height)"
                    + failure));
    map.put(
        new Info("render_draw")
            .javaText(
                "public static native void render_draw(Pointer renderer, @Const mjModel m, mjData d,"
                    + " @Const double[] camera, byte[] rgb)"
                    + failure));
  }
}
