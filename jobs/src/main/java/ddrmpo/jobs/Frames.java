package ddrmpo.jobs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Pictures of one size, several side by side in each frame, written as PNG and as one GIF. */
final class Frames {
  private static final String GIF = "javax_imageio_gif_image_1.0";
  private static final String GIF_STREAM = "NETSCAPE";
  private static final int LEAST_DELAY = 2; // hundredths of a second: viewers slow down below it

  private final int width;
  private final int height;
  private final List<BufferedImage> frames = new ArrayList<>();

  Frames(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int count() {
    return frames.size();
  }

  /** Adds a frame of pictures from left to right, each [height, width, 3]. */
  void add(List<byte[]> pictures) {
    BufferedImage frame =
        new BufferedImage(width * pictures.size(), height, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < pictures.size(); p++) {
      byte[] rgb = pictures.get(p);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = 3 * (y * width + x);
          int color = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
          frame.setRGB(p * width + x, y, color);
        }
      }
    }
    frames.add(frame);
  }

  /**
   * Writes every frame, the animation, and a strip of some frames below each other; all or nothing.
   *
   * @param folder must not be there yet
   * @param moments frames in the strip
   * @param seconds between two frames
   */
  void write(Path folder, int moments, double seconds) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path draft = Files.createTempDirectory(parent, ".pictures");
    try {
      for (int f = 0; f < frames.size(); f++) {
        png(frames.get(f), draft.resolve("frame-%04d.png".formatted(f)));
      }
      png(strip(moments), draft.resolve("strip.png"));
      gif(draft.resolve("episode.gif"), seconds);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (Files.exists(draft)) {
        try (var files = Files.list(draft)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(draft);
      }
    }
  }

  private static void png(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }

  /** Moments spread evenly over the episode: side by side, with several values below each other. */
  private BufferedImage strip(int moments) {
    int shown = Math.min(moments, frames.size());
    int rows = frames.get(0).getWidth() / width;
    BufferedImage strip =
        new BufferedImage(width * shown, height * rows, BufferedImage.TYPE_INT_RGB);
    for (int s = 0; s < shown; s++) {
      BufferedImage frame = frames.get(shown == 1 ? 0 : s * (frames.size() - 1) / (shown - 1));
      for (int row = 0; row < rows; row++) {
        int[] pixels = frame.getRGB(row * width, 0, width, height, null, 0, width);
        strip.setRGB(s * width, row * height, width, height, pixels, 0, width);
      }
    }
    return strip;
  }

  private void gif(Path file, double seconds) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int f = 0; f < frames.size(); f++) {
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(
                ImageTypeSpecifier.createFromRenderedImage(frames.get(f)), null);
        animate(metadata, seconds, f == 0);
        writer.writeToSequence(new IIOImage(frames.get(f), null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static void animate(IIOMetadata metadata, double seconds, boolean first)
      throws IOException {
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(GIF);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute(
        "delayTime", Long.toString(Math.max(LEAST_DELAY, Math.round(100 * seconds))));
    for (int i = root.getLength() - 1; i >= 0; i--) {
      if (root.item(i).getNodeName().equals("GraphicControlExtension")) {
        root.removeChild(root.item(i));
      }
    }
    root.appendChild(control);
    if (first) { // again and again
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", GIF_STREAM);
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0});
      extensions.appendChild(loop);
      root.appendChild(extensions);
    }
    metadata.setFromTree(GIF, root);
  }
}
