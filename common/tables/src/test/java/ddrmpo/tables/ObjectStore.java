package ddrmpo.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.util.Progressable;

/** A folder that behaves as S3A does: a file appears when its stream is closed, whole or not. */
public final class ObjectStore extends RawLocalFileSystem {
  @Override
  public String getScheme() {
    return "s3a";
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return new FSDataOutputStream(new Upload(pathToFile(file).toPath()), statistics);
  }

  private static final class Upload extends ByteArrayOutputStream
      implements Abortable, StreamCapabilities {
    private final java.nio.file.Path file;
    private boolean aborted;

    Upload(java.nio.file.Path file) {
      this.file = file;
    }

    @Override
    public void close() throws IOException {
      if (!aborted) {
        Files.createDirectories(file.getParent());
        Files.write(file, toByteArray());
      }
    }

    @Override
    public AbortableResult abort() {
      aborted = true;
      return null;
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(ABORTABLE_STREAM);
    }
  }
}
