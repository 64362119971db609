package ddrmpo.runs;

import ddrmpo.core.RunRow;
import ddrmpo.core.TrainingCurveRow;
import java.io.Serializable;
import java.util.List;

/**
 * What a training run leaves in the tables.
 *
 * @param run the row of the run
 * @param curve its training curve
 */
public record TrainingResult(RunRow run, List<TrainingCurveRow> curve) implements Serializable {}
