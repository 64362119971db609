package ddrmpo.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;

/**
 * One unit of work of a stage: everything that decides its result, and nothing else. Its id is
 * derived from that content, so a cell that already stands in its table with the same id need not
 * be computed again.
 */
public sealed interface Cell extends Serializable
    permits DatasetCell, ModelCell, RunCell, EvaluationCell {

  /** The study that asks for the cell. */
  String study();

  /** The seed of all of the cell's randomness. */
  long seed();

  /** What a progress line calls this cell, such as {@code r-mpo cartpole-balance seed 3}. */
  String label();

  /** 16 hexadecimal digits derived from the class and content of the cell. */
  default String id() {
    return Hashes.id(
        (getClass().getSimpleName() + json()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The content as JSON with sorted keys, which tables keep as provenance. */
  default String json() {
    try {
      return CanonicalJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a cell is plain data", e);
    }
  }

  /** Keys in a fixed order, so that equal content is equal text. */
  final class CanonicalJson {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private CanonicalJson() {}
  }
}
