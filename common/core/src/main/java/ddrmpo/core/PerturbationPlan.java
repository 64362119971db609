package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/** The keys of a task's {@code perturbation}; what is not given is the task's registered value. */
record PerturbationPlan(
    @Doc("value of the simulator that agents act in; a member of the set") double nominal,
    @Doc("values of the uncertainty set, the nominal one first") List<Double> set,
    @Doc("values that no training sees") List<Double> holdouts,
    @Doc("values beyond the hold-outs") List<Double> far) {

  /** The registered values, as the weakest layer of a task's settings. */
  static ConfigObject registered(Perturbation perturbation) {
    return ConfigValueFactory.fromMap(
        Map.of(
            "nominal", perturbation.nominal(),
            "set", perturbation.set(),
            "holdouts", perturbation.holdouts(),
            "far", perturbation.far()),
        "the task's registered perturbation");
  }

  /** The perturbation with these values; parameter, unit and range are the task's. */
  Perturbation of(Perturbation registered) {
    return new Perturbation(
        registered.parameter(),
        registered.unit(),
        registered.low(),
        registered.high(),
        nominal,
        set,
        holdouts,
        far);
  }
}
