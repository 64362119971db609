package ddrmpo.jobs;

import ddrmpo.control.Suite;
import ddrmpo.core.Study;
import ddrmpo.core.UserError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What names a study on the command line. */
final class StudyOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name of a study in conf/studies, or the path of a study file.")
  private String study;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the study, such as --set train.steps=20000. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  /** Whether a study is named. */
  boolean named() {
    return study != null;
  }

  /** The study, checked whole. */
  Study load() {
    if (!named()) {
      throw UserError.usage(
          "No STUDY is given: name one in conf/studies, which \"ddr plan\" lists, or the path of a file that ends in .conf.");
    }
    return load(study, List.of());
  }

  /** Any study with the overrides given, of which later ones are stronger. */
  Study load(String name, List<String> weaker) {
    List<String> all = new ArrayList<>(weaker);
    all.addAll(overrides);
    return Study.load(name, all, Suite.specs());
  }
}
