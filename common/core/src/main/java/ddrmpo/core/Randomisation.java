package ddrmpo.core;

import java.util.ArrayList;
import java.util.List;

/** Which simulator an agent acts in: domain randomisation draws one for each episode. */
public enum Randomisation implements Named {
  /** The nominal simulator in every episode. */
  NONE("none"),
  /** Each episode's value is drawn uniformly from the uncertainty set's (Figure 3). */
  LIMITED("limited"),
  /**
   * The same from 100 evenly spaced values over the set's range, both ends included (Figure 13).
   */
  FULL("full");

  private static final int FULL_VALUES = 100;

  private final String text;

  Randomisation(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  /** The values that an episode's is drawn from, given the uncertainty set's; none for NONE. */
  List<Double> values(List<Double> set) {
    return switch (this) {
      case NONE -> List.of();
      case LIMITED -> set;
      case FULL -> spaced(set);
    };
  }

  private static List<Double> spaced(List<Double> set) {
    double low = set.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = set.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < FULL_VALUES; i++) {
      double share = i / (FULL_VALUES - 1.0);
      values.add(low * (1 - share) + high * share);
    }
    return values;
  }
}
