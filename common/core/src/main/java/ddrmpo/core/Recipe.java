package ddrmpo.core;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent as a composition: backup x regulariser x improvement over an uncertainty set, and the
 * data it learns from.
 *
 * @param name the name in study files and tables, such as {@code r-mpo}
 * @param set where the set's members come from
 * @param backup how their values become one target
 * @param regulariser what is subtracted from each value
 * @param improvement how the policy is improved
 * @param randomisation which simulators it acts in
 * @param samples its environment steps, as a multiple of the study's
 */
public record Recipe(
    String name,
    SetKind set,
    Backup backup,
    Regulariser regulariser,
    Improvement improvement,
    Randomisation randomisation,
    int samples)
    implements Serializable {

  /** Of the baseline with as many samples as a robust agent of three members sees (Figure 12). */
  private static final int MORE_SAMPLES = 3;

  /** Checks that the choices go together. */
  public Recipe {
    if ((set == SetKind.NONE) != (backup == Backup.NOMINAL)) {
      throw UserError.usage(
          "Recipe \"%s\" has backup \"%s\" over set \"%s\": a nominal backup needs set \"none\", the others need a set.",
          name, backup.text(), set.text());
    }
    if (set != SetKind.NONE && randomisation != Randomisation.NONE) {
      throw UserError.usage(
          "Recipe \"%s\" has randomisation \"%s\" and set \"%s\": a set's successors start from the nominal simulator, so use one of the two.",
          name, randomisation.text(), set.text());
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
   * @throws UserError if there is none; the message names the nearest
   */
  public static Recipe named(String name) {
    return ALL.stream()
        .filter(recipe -> recipe.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "Unknown recipe \"%s\": the nearest is \"%s\"; conf/settings.md lists them all.",
                    name, Nearest.to(name, ALL.stream().map(Recipe::name).toList())));
  }

  /** The recipe's plain counterpart: nominal backup and simulator, and the study's samples. */
  public String baseline() {
    return name(SetKind.NONE, Backup.NOMINAL, regulariser, improvement);
  }

  private static List<Recipe> compose() {
    List<Recipe> recipes = new ArrayList<>();
    for (Improvement improvement : Improvement.values()) {
      for (Regulariser regulariser : Regulariser.values()) {
        for (SetKind set : SetKind.values()) {
          for (Backup backup : Backup.values()) {
            if ((set == SetKind.NONE) == (backup == Backup.NOMINAL)) {
              String name = name(set, backup, regulariser, improvement);
              recipes.add(
                  new Recipe(name, set, backup, regulariser, improvement, Randomisation.NONE, 1));
            }
          }
        }
      }
    }
    for (Recipe plain : recipes.stream().filter(r -> r.set == SetKind.NONE).toList()) {
      recipes.add(
          plain.on(plain.name + "-" + MORE_SAMPLES + "x", Randomisation.NONE, MORE_SAMPLES));
      for (Randomisation randomisation : Randomisation.values()) {
        if (randomisation != Randomisation.NONE) {
          String dr = randomisation.text() + "-dr";
          boolean papers = plain.name.equals("e-mpo"); // which has the short name
          recipes.add(plain.on(papers ? dr : dr + "-" + plain.name, randomisation, 1));
        }
      }
    }
    return List.copyOf(recipes);
  }

  private Recipe on(String otherName, Randomisation otherRandomisation, int otherSamples) {
    return new Recipe(
        otherName, set, backup, regulariser, improvement, otherRandomisation, otherSamples);
  }

  /** {@code r-}, {@code sre-}, {@code ddr-re-} ...; the plain learned set is {@code ddr-} alone. */
  private static String name(
      SetKind set, Backup backup, Regulariser regulariser, Improvement improvement) {
    String e = regulariser == Regulariser.KL ? "e" : "";
    String agent =
        switch (backup) {
          case NOMINAL -> e;
          case MIN -> "r" + e;
          case MEAN -> "sr" + e;
          case CVAR, SOFT_MIN -> backup.text() + (e.isEmpty() ? "" : "-" + e);
        };
    String members =
        switch (set) {
          case NONE, PHYSICS -> "";
          case LEARNED -> "ddr-";
          default -> set.text() + "-";
        };
    boolean silent = agent.isEmpty() || set == SetKind.LEARNED && agent.equals("r");
    return members + (silent ? "" : agent + "-") + improvement.text();
  }
}
