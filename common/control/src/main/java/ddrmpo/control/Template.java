package ddrmpo.control;

import java.util.ArrayList;
import java.util.List;

/** A model's text with names in braces for its numbers, which are written in full precision. */
final class Template {
  private final String text;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  private Template(String text) {
    this.text = text;
  }

  static Template of(String text) {
    return new Template(text);
  }

  /** Gives the number that {@code {name}} stands for. */
  Template put(String name, double value) {
    return put(name, Double.toString(value));
  }

  /** Gives the text that {@code {name}} stands for. */
  Template put(String name, String value) {
    names.add("{" + name + "}");
    values.add(value);
    return this;
  }

  /** The text with its numbers. */
  String fill() {
    String filled = text;
    for (int i = 0; i < names.size(); i++) {
      if (!filled.contains(names.get(i))) {
        throw new IllegalStateException("The model has no " + names.get(i));
      }
      filled = filled.replace(names.get(i), values.get(i));
    }
    if (filled.contains("{")) {
      throw new IllegalStateException("The model lacks a number: " + filled);
    }
    return filled;
  }
}
