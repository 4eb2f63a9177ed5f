package io.github.vitals.health.page;

import io.github.vitals.health.servers.browser.Browser;
import io.github.vitals.health.servers.browser.Emulation;
import io.github.vitals.health.servers.browser.Tab;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Makes the pictures of the guide: {@code mvn verify -Dit.test=ScreenshotsIT -Dscreenshots=true}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "screenshots", matches = "true", disabledReason = "the pictures of the guide stay")
class ScreenshotsIT {
    private static final Path IMAGES = Path.of(System.getProperty("images", "../docs/images"));

    private Shop shop;
    private Browser browser;

    @BeforeAll
    void start() {
        browser = InstalledBrowser.start();
        shop = Shop.open();
    }

    @AfterAll
    void stop() {
        browser.close();
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "status,/",
        "alerts,/alerts",
        "history,/history/search-index?range=7d",
        "history-all,/history?range=7d",
        "trend,/trend/recommendations?range=30d",
        "fleet,/fleet"
    })
    void ofEachScreen(String name, String path) throws IOException {
        take(name, path, emulation -> {});
        take(name + "-dark", path, emulation -> emulation.dark(true));
        take(name + "-phone", path, Emulation::phone);
    }

    private void take(String name, String path, Consumer<Emulation> on) throws IOException {
        try (Tab tab = browser.tab()) {
            on.accept(tab.emulation());
            tab.open(shop.uri(path)).waitUntil("!document.querySelector('#choices').hidden");
            tab.screenshot(IMAGES.resolve(name + ".png"), false);
            compress(IMAGES.resolve(name + ".png"));
        }
    }

    /** The same in three quarters of the space: the browser is in a hurry. */
    private static void compress(Path file) throws IOException {
        BufferedImage read = ImageIO.read(file.toFile());
        BufferedImage opaque = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(read, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        Files.delete(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
