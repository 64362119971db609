package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys of a task's {@code perturbation}; what is not given is the task's registered value. */
record PerturbationPlan(
    @Doc("parameter that varies, by name; any of the task's, which are listed in data/tasks.md")
        String parameter,
    @Doc("reading of the paper, by name: default, or one of the task's variants") String variant,
    @Doc("value of the simulator that agents act in; a member of the set") double nominal,
    @Doc(
            "values of the uncertainty set, the nominal one first; here and below also as an"
                + " inclusive grid such as \"1.0..2.0 step 0.25\"")
        List<Double> set,
    @Doc("values that no training sees") List<Double> holdouts,
    @Doc("values beyond the hold-outs") List<Double> far) {
  private static final String DEFAULT = "default";

  /**
   * The perturbation of a task.
   *
   * @param prefix what stands before the keys in messages
   * @param given the keys that the study gives
   */
  static Perturbation of(TaskSpec task, String prefix, ConfigObject given) {
    Perturbation registered = registered(task, text(given, "parameter"), text(given, "variant"));
    Map<String, Object> weakest =
        Map.of(
            "parameter", registered.parameter(),
            "variant", DEFAULT,
            "nominal", registered.nominal(),
            "set", registered.set(),
            "holdouts", registered.holdouts(),
            "far", registered.far());
    ConfigObject values =
        given.withFallback(
            ConfigValueFactory.fromMap(weakest, "the task's registered perturbation"));
    PerturbationPlan plan = SettingsReader.read(PerturbationPlan.class, prefix, values);
    Perturbation perturbation =
        new Perturbation(
            registered.parameter(),
            registered.unit(),
            registered.low(),
            registered.high(),
            plan.nominal,
            plan.set,
            plan.holdouts,
            plan.far);
    Parameter parameter = task.parameter(perturbation.parameter());
    perturbation.tested().forEach(each -> parameter.require(task.name(), each.value()));
    return perturbation;
  }

  /** Null if the key is not there or no text, which the reader refuses later. */
  private static String text(ConfigObject given, String key) {
    ConfigValue value = given.get(key);
    return value != null && value.unwrapped() instanceof String text ? text : null;
  }

  /** What holds where the study gives no values. */
  private static Perturbation registered(TaskSpec task, String parameter, String variant) {
    Perturbation base = task.perturbation();
    if (variant != null && !variant.equals(DEFAULT)) {
      base =
          task.variants().stream()
              .filter(each -> each.name().equals(variant))
              .findFirst()
              .orElseThrow(() -> noVariant(task, variant))
              .perturbation();
    }
    if (parameter == null || parameter.equals(base.parameter())) {
      return base;
    }
    Parameter other = task.parameter(parameter);
    return Perturbation.of(other, List.of(other.standard()), List.of(), List.of());
  }

  private static UserError noVariant(TaskSpec task, String variant) {
    String known =
        task.variants().stream().map(TaskSpec.Variant::name).collect(Collectors.joining(", "));
    return UserError.usage(
        "Task %s has no variant \"%s\": use default%s.",
        task.name(), variant, known.isEmpty() ? "" : " or one of " + known);
  }
}
