package torg.pages.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures as people and their enemies bring them. */
public final class Photographs {
    /** Stands for the place at which a camera was. */
    public static final String PLACE = "59.9139N 10.7522E";

    private Photographs() {}

    /** One colour in the left upper quarter, others in the rest. */
    public static BufferedImage quarters(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        var colors = new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};
        for (var quarter = 0; quarter < 4; quarter++) {
            graphics.setColor(colors[quarter]);
            graphics.fillRect(quarter % 2 * width / 2, quarter / 2 * height / 2, (width + 1) / 2, (height + 1) / 2);
        }
        graphics.dispose();
        return image;
    }

    /** Soft hills with a grain, as light leaves them. */
    public static BufferedImage grain(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var random = new Random(7);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var light = (int) (120 + 60 * Math.sin(x / 40.0) + 40 * Math.cos(y / 25.0) + random.nextInt(12));
                image.setRGB(x, y, new Color(light, light * 3 / 4, light / 2).getRGB());
            }
        }
        return image;
    }

    public static byte[] png(BufferedImage image) {
        return bytes(image, "png");
    }

    public static byte[] jpeg(BufferedImage image) {
        return bytes(image, "jpeg");
    }

    private static byte[] bytes(BufferedImage image, String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) throw new IllegalArgumentException("cannot be written as " + format);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG whose camera was held so, and knew where. */
    public static byte[] turned(BufferedImage image, int orientation) {
        var jpeg = jpeg(image);
        var tiff = ByteBuffer.allocate(26).put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8).putShort((short) 1)
                .putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0).putInt(0).array();
        var exif = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff, PLACE.getBytes(StandardCharsets.US_ASCII));
        var length = exif.length + 2;
        return join(Arrays.copyOf(jpeg, 2), new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length}, exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A PNG that claims a size, with this chunk before its pixels. */
    public static byte[] claimed(int width, int height, String chunk) {
        var png = png(quarters(2, 2, BufferedImage.TYPE_INT_RGB));
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height).putInt(29, crc(png, 12, 17));
        return join(Arrays.copyOf(png, 33), chunk.isEmpty() ? new byte[0] : chunk(chunk), Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] chunk(String name) {
        var chunk = ByteBuffer.allocate(20).putInt(8).put(name.getBytes(StandardCharsets.US_ASCII)).putLong(0x0000000100000000L);
        return chunk.putInt(crc(chunk.array(), 4, 12)).array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
