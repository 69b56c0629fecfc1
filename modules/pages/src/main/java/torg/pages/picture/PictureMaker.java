package torg.pages.picture;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import torg.pages.tree.Picture;

/** Makes a smaller picture of a picture: nothing of what else the file says, such as where it was taken, is in it. */
final class PictureMaker {
    /** More pixels are not read; every second, or third, will do then. */
    private static final long MOST_READ = 6_000_000;
    private static final float QUALITY = 0.82f;
    /** A photograph is that much smaller as JPEG; a drawing is not, and would be spoilt. */
    private static final int PHOTOGRAPH = 2;

    private PictureMaker() {}

    /**
     * One of a picture that is made.
     *
     * @param mediaType of the bytes; a photograph without transparent parts is JPEG, whatever it was
     */
    record Made(String mediaType, byte[] bytes) {}

    /**
     * Make the one of this width.
     *
     * @throws IOException when the file cannot be read as the picture that it begins as
     */
    static Made make(byte[] file, Picture picture, int width) throws IOException {
        try {
            var high = picture.height(width);
            var read = read(file, picture, width);
            var image = turned(picture.lies() ? scaled(read, high, width) : scaled(read, width, high), picture.orientation());
            return isOpaque(image) ? opaque(drawn(image, width, high, BufferedImage.TYPE_INT_RGB), picture) : new Made("image/png", png(image));
        } catch (RuntimeException e) {
            throw new IOException("the picture '" + picture.path() + "' cannot be read", e); // the JDK's readers throw many of them at hostile files
        }
    }

    private static BufferedImage read(byte[] file, Picture picture, int width) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName(picture.format()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            var wide = picture.lies() ? picture.height() : picture.width();
            if (reader.getWidth(0) != wide || (long) reader.getWidth(0) * reader.getHeight(0) != (long) picture.width() * picture.height()) throw new IOException("the file says two sizes of itself");
            return reader.read(0, every(step(picture, width), reader));
        } finally {
            reader.dispose();
        }
    }

    private static ImageReadParam every(int step, ImageReader reader) {
        var param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    /** Of how many pixels in a row one is read: never so few that there would be less than is asked for. */
    private static int step(Picture picture, int width) {
        var step = 1;
        while ((long) picture.width() * picture.height() / ((long) step * step) > MOST_READ && picture.width() / (step + 1) >= width) step++;
        return step;
    }

    /** By halves, so that every pixel counts. */
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        var type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        var half = image;
        while (half.getWidth() >= 2 * width && half.getHeight() >= 2 * height) half = drawn(half, half.getWidth() / 2, half.getHeight() / 2, type);
        return drawn(half, width, height, type);
    }

    /** Drawn anew, in the colours of screens. */
    private static BufferedImage drawn(BufferedImage image, int width, int height, int type) {
        if (image.getType() == type && image.getWidth() == width && image.getHeight() == height) return image;
        var drawn = new BufferedImage(width, height, type);
        var graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    /** As EXIF numbers the eight ways in which a camera can be held. */
    private static BufferedImage turned(BufferedImage image, int orientation) {
        if (orientation == 1) return image;
        var w = image.getWidth();
        var h = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            default -> new AffineTransform(0, -1, 1, 0, 0, w);
        };
        var turned = orientation > 4 ? new BufferedImage(h, w, image.getType()) : new BufferedImage(w, h, image.getType());
        var graphics = turned.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return turned;
    }

    /** Many have room for transparency and make no use of it. */
    private static boolean isOpaque(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) return true;
        for (var pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            if (pixel >>> 24 != 0xff) return false;
        }
        return true;
    }

    private static Made opaque(BufferedImage image, Picture picture) throws IOException {
        var jpeg = jpeg(image);
        if (picture.format().equals("jpeg")) return new Made("image/jpeg", jpeg);
        var png = png(image);
        return png.length > PHOTOGRAPH * jpeg.length ? new Made("image/jpeg", jpeg) : new Made("image/png", png);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
