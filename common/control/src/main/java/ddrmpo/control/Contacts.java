package ddrmpo.control;

/** Numbers of contacts as MJCF writes them. */
final class Contacts {
  private Contacts() {}

  /** Sliding, torsional and rolling friction, each times a factor. */
  static String friction(double factor, double sliding, double torsional, double rolling) {
    return "%s %s %s".formatted(factor * sliding, factor * torsional, factor * rolling);
  }
}
