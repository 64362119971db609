package ddrmpo.jobs;

import ddrmpo.control.Suite;
import ddrmpo.core.Study;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What names a study on the command line. */
final class StudyOptions {
  @Parameters(
      paramLabel = "STUDY",
      description = "Name of a study in conf/studies, or the path of a study file.")
  private String study;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the study, such as --set train.steps=20000. Repeatable.")
  private List<String> overrides = new ArrayList<>();

  /** The study, checked whole. */
  Study load() {
    return Study.load(study, overrides, Suite.specs());
  }
}
