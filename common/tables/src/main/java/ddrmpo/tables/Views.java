package ddrmpo.tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Questions that are asked of the tables again and again, as temporary SQL views of a session. */
final class Views {
  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    QUERIES.put(
        "returns",
        """
        SELECT study, run_id, task, recipe, size, seed, parameter, perturbation, role,
               avg(episode_return) AS mean_return, count(*) AS episodes
        FROM evaluations
        GROUP BY study, run_id, task, recipe, size, seed, parameter, perturbation, role
        """);
    QUERIES.put(
        "model_errors",
        """
        SELECT study, cell_id AS model_id, task, parameter, perturbation, size, kind, seed,
               place, error.*
        FROM (SELECT *, posexplode(arrays_zip(dimensions, one_step_rmse, one_step_error,
                     open_loop_rmse_10, open_loop_rmse_50)) AS (place, error)
              FROM transition_models)
        """);
    QUERIES.put(
        "minimum_shares",
        """
        SELECT study, cell_id AS run_id, task, recipe, size, seed, step,
               posexplode(minimum_at) AS (successor, share)
        FROM training_curves
        """);
  }

  private Views() {}

  static List<String> names() {
    return List.copyOf(QUERIES.keySet());
  }

  /** Makes the views in the session, whose current namespace holds the tables. */
  static void create(SparkSession spark) {
    QUERIES.forEach(
        (name, query) -> spark.sql("CREATE OR REPLACE TEMPORARY VIEW " + name + " AS " + query));
  }
}
