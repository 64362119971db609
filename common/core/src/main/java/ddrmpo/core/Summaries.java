package ddrmpo.core;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Evaluated episodes to summaries over seeds. A run's score at a value is the mean over its
 * snapshots and episodes; its score in a role is the mean over the role's values. Statistics are
 * over runs only, which are the independent samples. The order of the rows has no influence.
 */
public final class Summaries {
  private static final int RESAMPLES = 10_000;

  private Summaries() {}

  /**
   * The summaries: for each agent one row for each value, and after them one for each role, with
   * perturbation null.
   *
   * @param rows the evaluations of one study's cells
   * @throws UserError if two runs claim to be the same agent with the same seed, or a return is no
   *     finite number
   */
  public static List<SummaryRow> of(List<EvaluationRow> rows, Provenance provenance) {
    Map<Group, double[]> scores = new LinkedHashMap<>();
    List<Score> atValues = atValues(rows);
    collect(scores, atValues);
    collect(scores, inRoles(atValues));
    return scores.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Group.ORDER))
        .map(entry -> summary(entry.getKey(), entry.getValue(), scores, provenance))
        .toList();
  }

  private static List<Score> atValues(List<EvaluationRow> rows) {
    Map<Score, List<EvaluationRow>> episodes =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> new Score(Group.atValue(row), row.runId(), row.seed(), 0)));
    return episodes.entrySet().stream()
        .map(entry -> entry.getKey().with(mean(entry.getValue())))
        .toList();
  }

  /** Summed in a fixed order, so that the result has the same bits however the rows arrive. */
  private static double mean(List<EvaluationRow> episodes) {
    return Statistics.mean(
        episodes.stream()
            .sorted(
                Comparator.comparingLong(EvaluationRow::snapshotStep)
                    .thenComparingInt(EvaluationRow::episode))
            .mapToDouble(EvaluationRow::episodeReturn)
            .toArray());
  }

  private static List<Score> inRoles(List<Score> atValues) {
    Map<Score, List<Score>> values =
        atValues.stream()
            .collect(
                Collectors.groupingBy(
                    score -> new Score(score.group.wholeRole(), score.runId, score.seed, 0)));
    return values.entrySet().stream()
        .map(
            entry ->
                entry
                    .getKey()
                    .with(
                        Statistics.mean(
                            entry.getValue().stream()
                                .sorted(Comparator.comparing(score -> score.group.perturbation))
                                .mapToDouble(Score::value)
                                .toArray())))
        .toList();
  }

  /** The scores of each group, in the order of their seeds. */
  private static void collect(Map<Group, double[]> into, List<Score> scores) {
    Map<Group, TreeMap<Long, Score>> bySeed = new LinkedHashMap<>();
    for (Score score : scores) {
      Score other =
          bySeed.computeIfAbsent(score.group, g -> new TreeMap<>()).put(score.seed, score);
      if (other != null) {
        throw UserError.data(
            "The evaluations hold two runs of %s on %s with seed %d, %s and %s: summarise the cells of one study at a time.",
            score.group.recipe, score.group.task, score.seed, other.runId, score.runId);
      }
    }
    bySeed.forEach(
        (group, runs) ->
            into.put(group, runs.values().stream().mapToDouble(Score::value).toArray()));
  }

  private static SummaryRow summary(
      Group group, double[] values, Map<Group, double[]> scores, Provenance provenance) {
    String baseline = Recipe.named(group.recipe).baseline();
    double[] plain = scores.get(group.of(baseline));
    Rng rng = Seeds.rng(0, "bootstrap", group.toString());
    Statistics.Interval interval = Statistics.bootstrap(values, RESAMPLES, rng);
    Double improvement = plain == null ? null : Statistics.probabilityOfImprovement(values, plain);
    Statistics.Interval ends = null;
    if (plain != null) {
      ends =
          values == plain // the same runs, not others that happen to score alike
              ? new Statistics.Interval(improvement, improvement)
              : Statistics.bootstrapImprovement(values, plain, RESAMPLES, rng);
    }
    return new SummaryRow(
        group.task,
        group.recipe,
        group.size,
        group.parameter,
        group.perturbation,
        group.role,
        values.length,
        Statistics.mean(values),
        Statistics.std(values),
        Statistics.iqm(values),
        interval.low(),
        interval.high(),
        baseline,
        improvement,
        ends == null ? null : (Double) ends.low(),
        ends == null ? null : (Double) ends.high(),
        provenance);
  }

  /** The score of one run. */
  private record Score(Group group, String runId, long seed, double value) {
    Score with(double newValue) {
      return new Score(group, runId, seed, newValue);
    }
  }

  /** What one summary is about; perturbation null stands for the whole role. */
  private record Group(
      String task, String recipe, Long size, String parameter, Double perturbation, String role) {
    static final Comparator<Group> ORDER =
        Comparator.comparing(Group::task)
            .thenComparing(Group::recipe)
            .thenComparing(Group::size, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Group::perturbation, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(
                group -> Named.of(Perturbation.Role.class, "role", group.role).ordinal());

    static Group atValue(EvaluationRow row) {
      return new Group(
          row.task(), row.recipe(), row.size(), row.parameter(), row.perturbation(), row.role());
    }

    Group wholeRole() {
      return new Group(task, recipe, size, parameter, null, role);
    }

    Group of(String otherRecipe) {
      return new Group(task, otherRecipe, null, parameter, perturbation, role);
    }
  }
}
