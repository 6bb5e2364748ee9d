package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.lzn.notebook.NotebookRunner;

/**
 * A small kernel on IJava's real base, found where IJava is: {@link #main} serves a connection
 * file. Cells run as in the tests, and a cell's value is shown through the base kernel's renderer.
 */
public final class IJava extends BaseKernel {
  /** The kernel that runs in this JVM, or null; {@code DisplayTest} sets one of its own. */
  public static Object running;

  private final NotebookRunner cells = new NotebookRunner(System.getProperty("kit"));

  public static Object getKernelInstance() {
    return running;
  }

  @Override
  public synchronized DisplayData eval(String source) {
    try {
      cells.runCell(source).ifPresent(v -> cells.runCell("org.lzn.plot.Display.show(" + v + ");"));
      return null;
    } catch (AssertionError e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").version("17").build();
  }

  /** Serves until it is told to shut down. */
  public static void main(String[] args) throws Exception {
    JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
    var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
    JupyterConnection connection = new JupyterConnection(properties);
    IJava kernel = new IJava();
    running = kernel;
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }
}
