package ddrmpo.tables;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a warehouse stands.
 *
 * @param folder the folder of this machine, or nothing for a remote location
 * @param uri with its scheme, without a slash at the end
 */
record Location(Optional<Path> folder, String uri) {

  /** Reads a path of this machine, a file: URI or the URI of another file system. */
  static Location of(String text) {
    if (text.matches("(?i)file:.*")) {
      return local(Path.of(text.replaceFirst("(?i)file:(//)?(?=/)", "")));
    }
    if (text.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return new Location(Optional.empty(), text.replaceFirst("/+$", ""));
    }
    return local(Path.of(text));
  }

  private static Location local(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    return new Location(Optional.of(folder), "file:" + folder);
  }

  /** The URI of a place below, relative with forward slashes. */
  String below(String path) {
    return uri + "/" + path;
  }

  /** Lower-case scheme of the URI. */
  String scheme() {
    return uri.substring(0, uri.indexOf(':')).toLowerCase(Locale.ROOT);
  }

  /** The path of a local folder, else the URI: what a message calls the location. */
  @Override
  public String toString() {
    return folder.map(Path::toString).orElse(uri);
  }
}
