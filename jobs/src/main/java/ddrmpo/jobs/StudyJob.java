package ddrmpo.jobs;

import ddrmpo.core.Study;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that works on a study in a warehouse. */
abstract class StudyJob implements Callable<Integer> {
  @Mixin private StudyOptions study;
  @Mixin private WarehouseOptions warehouse;

  /** Checks the study whole, then starts Spark and runs. */
  @Override
  public final Integer call() throws Exception {
    Study checked = study.load();
    try (Session session = Session.open(warehouse, "ddr-mpo " + checked.name())) {
      run(checked, session);
      return session.verdict();
    }
  }

  /** The named steps of the stage. Cells that fail are noted in the session. */
  abstract void run(Study study, Session session) throws Exception;
}
