package torg.pages.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.pages.tree.Picture;
import torg.testkit.TestSource;

class PictureMakerTest {
    private static Picture picture(byte[] file) {
        return new PictureReader().read(new TestSource().file("files/a.jpg", file), new Problems()).of("files/a.jpg").orElseThrow();
    }

    private static List<String> problems(String path, byte[] file) {
        var problems = new Problems();
        assertThat(new PictureReader().read(new TestSource().file(path, file), problems).byPath()).isEmpty();
        return problems.found().stream().map(SiteProblem::code).toList();
    }

    private static BufferedImage made(byte[] file, int width) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PictureMaker.make(file, picture(file), width).bytes()));
    }

    @Test
    void makesTheWidthsBelowItsOwnAndItsOwn() throws IOException {
        var file = Photographs.jpeg(Photographs.quarters(1000, 500, BufferedImage.TYPE_INT_RGB));
        assertThat(picture(file).widths()).containsExactly(320, 640, 960, 1000);
        assertThat(picture(Photographs.png(Photographs.quarters(16, 16, BufferedImage.TYPE_INT_RGB))).widths()).containsExactly(16);
        assertThat(picture(Photographs.claimed(6000, 4000, "")).widths()).containsExactly(320, 640, 960, 1280, 1920);
        assertThat(picture(Photographs.claimed(1000, 18_000, "")).widths()).as("long ones are made narrow").containsExactly(320);

        for (var width : picture(file).widths()) {
            var made = made(file, width);
            assertThat(made.getWidth()).isEqualTo(width);
            assertThat(made.getHeight()).isEqualTo(width / 2);
        }
    }

    /** Where the colours of the quarters are to be seen once a camera's turn is undone, row by row. */
    @Test
    void turnsAsTheCameraWasHeldAndTellsNothingElseOfIt() throws IOException {
        var corners = List.of("RGBY", "GRYB", "YBGR", "BYRG", "RBGY", "BRYG", "YGBR", "GYRB");
        for (var orientation = 1; orientation <= 8; orientation++) {
            var file = Photographs.turned(Photographs.quarters(800, 400, BufferedImage.TYPE_INT_RGB), orientation);
            var picture = picture(file);
            assertThat(picture.width()).isEqualTo(orientation > 4 ? 400 : 800);
            var made = made(file, 320);
            assertThat(List.of(made.getWidth(), made.getHeight())).isEqualTo(List.of(320, orientation > 4 ? 640 : 160));
            assertThat(corners(made)).as("orientation " + orientation).isEqualTo(corners.get(orientation - 1));
            assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains(Photographs.PLACE);
            assertThat(new String(PictureMaker.make(file, picture, 320).bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif", Photographs.PLACE);
        }
    }

    private static String corners(BufferedImage image) {
        var seen = new StringBuilder();
        for (var y : List.of(image.getHeight() / 4, image.getHeight() * 3 / 4)) {
            for (var x : List.of(image.getWidth() / 4, image.getWidth() * 3 / 4)) {
                var color = new Color(image.getRGB(x, y));
                seen.append(color.getRed() > 127 ? color.getGreen() > 127 ? 'Y' : 'R' : color.getGreen() > 127 ? 'G' : 'B');
            }
        }
        return seen.toString();
    }

    @Test
    void aPhotographBecomesJpegADrawingAndWhatIsTransparentStayPng() throws IOException {
        var photograph = Photographs.png(Photographs.grain(700, 500));
        var drawing = Photographs.png(Photographs.quarters(700, 500, BufferedImage.TYPE_INT_ARGB));
        var clear = Photographs.grain(700, 500);
        clear.setRGB(0, 0, 0);
        for (var x = 0; x < 200; x++) for (var y = 0; y < 200; y++) clear.setRGB(x, y, 0x00ffffff);

        assertThat(PictureMaker.make(photograph, picture(photograph), 640).mediaType()).isEqualTo("image/jpeg");
        assertThat(PictureMaker.make(photograph, picture(photograph), 640).bytes().length).isLessThan(photograph.length / 4);
        assertThat(PictureMaker.make(drawing, picture(drawing), 640).mediaType()).isEqualTo("image/png");
        var transparent = PictureMaker.make(Photographs.png(clear), picture(Photographs.png(clear)), 640);
        assertThat(transparent.mediaType()).isEqualTo("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(transparent.bytes())).getRGB(50, 50) >>> 24).isZero();
    }

    @Test
    void readsOfALargePictureOnlyWhatItNeeds() throws IOException {
        var file = Photographs.jpeg(Photographs.quarters(6000, 3000, BufferedImage.TYPE_INT_RGB));
        assertThat(corners(made(file, 1920))).isEqualTo("RGBY");
        assertThat(made(file, 1920).getWidth()).isEqualTo(1920);
    }

    @Test
    void hostilePicturesAreToldAndMadeNothingOf() {
        assertThat(problems("files/bomb.png", Photographs.claimed(60_000, 60_000, ""))).containsExactly("pages.picture-large");
        assertThat(problems("files/bomb.png", Photographs.claimed(19_000, 19_000, ""))).containsExactly("pages.picture-large");
        assertThat(problems("files/none.png", Photographs.claimed(0, 10, ""))).containsExactly("pages.picture-broken");
        assertThat(problems("files/none.png", Photographs.claimed(-5, 10, ""))).containsExactly("pages.picture-broken");
        assertThat(problems("files/text.jpg", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8))).containsExactly("pages.picture-broken");
        assertThat(problems("files/short.PNG", Arrays.copyOf(Photographs.claimed(10, 10, ""), 20))).containsExactly("pages.picture-broken");
        for (var running : List.of("<script>alert(1)</script>", "<script href='/x.js'/>", "<g onload='alert(1)'/>", "<a href='java&#10;script:alert(1)'/>", "<foreignObject/>", "<animate attributeName='href' to='javascript:alert(1)'/>", "<use href='data:text/html,x'/>")) {
            assertThat(problems("files/drawing.SVG", ("<svg xmlns='http://www.w3.org/2000/svg'>" + running + "</svg>").getBytes(StandardCharsets.UTF_8))).as(running).containsExactly("pages.drawing-runs");
        }
        assertThat(problems("files/styled.svg", "<?xml-stylesheet href='/x.css'?><svg/>".getBytes(StandardCharsets.UTF_8))).containsExactly("pages.drawing-runs");
        var named = "<!DOCTYPE svg [<!ENTITY x '<script>alert(1)</script>'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>";
        assertThat(problems("files/named.svg", named.getBytes(StandardCharsets.UTF_8))).as("a browser puts the script there").containsExactly("pages.drawing-runs");
        var laughs = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><svg><text>&b;&c;</text></svg>";
        assertThat(problems("files/laughs.svg", laughs.getBytes(StandardCharsets.UTF_8))).as("no entity is looked up").containsExactly("pages.drawing-runs");
        assertThat(problems("files/half.svg", "<svg><g>".getBytes(StandardCharsets.UTF_8))).containsExactly("pages.picture-broken");
        assertThat(problems("files/plain.svg", "<svg xmlns='http://www.w3.org/2000/svg'><style>g { fill: red }</style><use href='#a'/></svg>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(problems("files/moves.png", Photographs.claimed(10, 10, "acTL"))).as("is served as it is").isEmpty();

        var truncated = Arrays.copyOf(Photographs.png(Photographs.grain(400, 400)), 5000);
        assertThatThrownBy(() -> PictureMaker.make(truncated, picture(truncated), 320)).isInstanceOf(IOException.class);
        var lies = Photographs.claimed(4000, 3000, "");
        assertThatThrownBy(() -> PictureMaker.make(lies, picture(lies), 320)).isInstanceOf(IOException.class);
    }

    /** Whatever stands in a file: the answer is a picture, or an IOException. */
    @Test
    void noBytesMakeItFailOtherwise() {
        var random = new Random(20_261_129);
        var good = List.of(Photographs.turned(Photographs.quarters(64, 48, BufferedImage.TYPE_INT_RGB), 6), Photographs.png(Photographs.grain(64, 48)));
        for (var round = 0; round < 3_000; round++) {
            var bytes = good.get(round % 2).clone();
            for (var flips = random.nextInt(8) + 1; flips > 0; flips--) bytes[random.nextInt(Math.min(bytes.length, round % 3 == 0 ? 200 : bytes.length))] = (byte) random.nextInt(256);
            var file = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            var found = new PictureReader().read(new TestSource().file("files/a.png", file), new Problems()).of("files/a.png");
            found.filter(picture -> (long) picture.width() * picture.height() < 1_000_000).ifPresent(picture -> {
                try {
                    assertThat(PictureMaker.make(file, picture, picture.widths().getFirst()).bytes()).isNotEmpty();
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            });
        }
    }

    @Test
    void remembersPicturesAndSeesThatOneIsAnother() {
        var reader = new PictureReader();
        var source = new TestSource().file("files/a.png", Photographs.png(Photographs.quarters(8, 8, BufferedImage.TYPE_INT_RGB))).file("files/b.gif", "GIF89a");
        var first = reader.read(source, new Problems());
        assertThat(first.byPath()).containsOnlyKeys("files/a.png");
        assertThat(reader.read(source, new Problems()).of("files/a.png").orElseThrow()).isSameAs(first.of("files/a.png").orElseThrow());
        var second = reader.read(source.file("files/a.png", Photographs.png(Photographs.quarters(8, 9, BufferedImage.TYPE_INT_RGB))), new Problems());
        assertThat(second.of("files/a.png").orElseThrow().link(8)).isNotEqualTo(first.of("files/a.png").orElseThrow().link(8));
    }
}
