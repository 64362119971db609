package ddrmpo.control;

import ddrmpo.core.Parameter;
import ddrmpo.core.TaskSpec;
import java.util.List;

/**
 * A value for every registered parameter of a task, each inside its range: what a model is written
 * from.
 *
 * @param task the task's name, for messages
 * @param registered the parameters
 * @param values their values, in the same order
 */
record Parameters(String task, List<Parameter> registered, List<Double> values) {

  /** Refuses a value that is NaN or out of its parameter's range. */
  Parameters {
    for (int i = 0; i < registered.size(); i++) {
      registered.get(i).require(task, values.get(i));
    }
    values = List.copyOf(values);
  }

  /** Every parameter at its standard value. */
  static Parameters standard(String task, List<Parameter> registered) {
    return new Parameters(task, registered, registered.stream().map(Parameter::standard).toList());
  }

  /**
   * The same but for one value of a registered parameter.
   *
   * @throws ddrmpo.core.UserError if the value cannot be had
   */
  Parameters with(Parameter changed, double value) {
    return new Parameters(
        task,
        registered,
        registered.stream().map(p -> p.equals(changed) ? value : get(p)).toList());
  }

  /**
   * One parameter of a task at a value, the others at their standard values.
   *
   * @throws ddrmpo.core.UserError if there is no such parameter, or the value cannot be had
   */
  static Parameters of(TaskSpec task, String parameter, double value) {
    return standard(task.name(), task.parameters()).with(task.parameter(parameter), value);
  }

  /** The value of a parameter of this task. */
  double get(Parameter parameter) {
    return values.get(registered.indexOf(parameter));
  }
}
