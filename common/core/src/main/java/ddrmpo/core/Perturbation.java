package ddrmpo.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one physical parameter that a study trains on and tests with.
 *
 * @param parameter such as {@code pole-length}
 * @param unit such as {@code m}
 * @param low least value that the model accepts
 * @param high greatest value that the model accepts
 * @param nominal the value of the simulator that the agent acts in; a member of {@code set}
 * @param set the uncertainty set's values, the nominal one first
 * @param holdouts values that no training sees (Table 3)
 * @param far values beyond the hold-outs
 */
public record Perturbation(
    String parameter,
    String unit,
    double low,
    double high,
    double nominal,
    List<Double> set,
    List<Double> holdouts,
    List<Double> far)
    implements Serializable {

  /** Checks every value against the range, and that the nominal value leads the set. */
  public Perturbation {
    List<Double> every = new ArrayList<>(set);
    every.addAll(holdouts);
    every.addAll(far);
    every.add(nominal);
    for (double value : every) {
      if (!(value >= low && value <= high)) {
        throw UserError.usage(
            "%s %s is outside [%s, %s] %s: choose a value inside.",
            parameter, value, low, high, unit);
      }
    }
    if (set.isEmpty() || set.get(0) != nominal) {
      throw UserError.usage(
          "The uncertainty set %s of %s must begin with the nominal value %s.",
          set, parameter, nominal);
    }
    if (set.stream().distinct().count() != set.size()) {
      throw UserError.usage("The uncertainty set %s of %s names a value twice.", set, parameter);
    }
    set = List.copyOf(set);
    holdouts = List.copyOf(holdouts);
    far = List.copyOf(far);
  }

  /** The values of a registered parameter; the nominal one is the set's first. */
  public static Perturbation of(
      Parameter parameter, List<Double> set, List<Double> holdouts, List<Double> far) {
    return new Perturbation(
        parameter.name(),
        parameter.unit(),
        parameter.low(),
        parameter.high(),
        set.get(0),
        set,
        holdouts,
        far);
  }

  /**
   * The role of each evaluated value: every value once, in the order nominal, set, holdout, far.
   */
  public List<Tested> tested() {
    List<Tested> tested = new ArrayList<>();
    add(tested, List.of(nominal), Role.NOMINAL);
    add(tested, set, Role.SET);
    add(tested, holdouts, Role.HOLDOUT);
    add(tested, far, Role.FAR);
    return List.copyOf(tested);
  }

  private static void add(List<Tested> tested, List<Double> values, Role role) {
    for (double value : values) {
      if (tested.stream().noneMatch(t -> t.value == value)) {
        tested.add(new Tested(value, role));
      }
    }
  }

  /** A value that policies are evaluated at. */
  public record Tested(double value, Role role) implements Serializable {}

  /** What an evaluated value is to the training. */
  public enum Role implements Named {
    NOMINAL("nominal"),
    SET("set"),
    HOLDOUT("holdout"),
    FAR("far");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }
}
