package ddrmpo.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An agent of the paper as a composition: backup x regulariser x improvement over an uncertainty
 * set.
 *
 * @param name the name in study files and tables, such as {@code r-mpo}
 * @param set where the set's members come from
 * @param backup how their values become one target
 * @param regulariser what is subtracted from each value
 * @param improvement how the policy is improved
 */
public record Recipe(
    String name, SetKind set, Backup backup, Regulariser regulariser, Improvement improvement)
    implements Serializable {

  /** Checks that the choices go together. */
  public Recipe {
    if ((set == SetKind.NONE) != (backup == Backup.NOMINAL)) {
      throw UserError.usage(
          "Recipe \"%s\" has backup \"%s\" over set \"%s\": a nominal backup needs set \"none\", the others need a set.",
          name, backup.text(), set.text());
    }
  }

  private static final List<Recipe> ALL = compose();

  /** Every registered recipe. */
  public static List<Recipe> all() {
    return ALL;
  }

  /**
   * The recipe with this name.
   *
   * @throws UserError if there is none; the message lists the names
   */
  public static Recipe named(String name) {
    return ALL.stream()
        .filter(recipe -> recipe.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "Unknown recipe \"%s\": use one of %s.",
                    name, ALL.stream().map(Recipe::name).collect(Collectors.joining(", "))));
  }

  private static List<Recipe> compose() {
    List<Recipe> recipes = new ArrayList<>();
    for (Improvement improvement : Improvement.values()) {
      for (Regulariser regulariser : Regulariser.values()) {
        String e = regulariser == Regulariser.KL ? "e" : "";
        for (SetKind set : SetKind.values()) {
          for (Backup backup : Backup.values()) {
            if ((set == SetKind.NONE) == (backup == Backup.NOMINAL)) {
              String name = name(set, backup, e) + improvement.text();
              recipes.add(new Recipe(name, set, backup, regulariser, improvement));
            }
          }
        }
      }
    }
    return List.copyOf(recipes);
  }

  /** {@code r-}, {@code sre-}, {@code ddr-re-} ...; the plain learned set is {@code ddr-} alone. */
  private static String name(SetKind set, Backup backup, String e) {
    String r =
        switch (backup) {
          case NOMINAL -> "";
          case MIN -> "r";
          case MEAN -> "sr";
        };
    String agent = r + e;
    if (set == SetKind.LEARNED) {
      return agent.equals("r") ? "ddr-" : "ddr-" + agent + "-";
    }
    return agent.isEmpty() ? "" : agent + "-";
  }
}
