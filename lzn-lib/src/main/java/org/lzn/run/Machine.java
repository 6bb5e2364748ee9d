package org.lzn.run;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lzn.tensor.Devices;

/**
 * The machine that ran.
 *
 * @param cores the processors that Java may use
 * @param memoryBytes the memory of the machine, or of its container
 * @param system operating system and processor architecture
 * @param java the Java version
 * @param engine the array library
 */
public record Machine(int cores, long memoryBytes, String system, String java, Library engine) {
  /**
   * The array library.
   *
   * @param djl the version of DJL
   * @param pytorch the version of PyTorch
   * @param threads the threads of one operation
   * @param device where arrays live, such as cpu() or gpu(0)
   */
  public record Library(String djl, String pytorch, int threads, String device) {}

  /**
   * Returns this machine; loads the array library if it is not loaded yet.
   *
   * @throws IllegalArgumentException if the device asked for is not there, see {@link Devices}
   */
  public static Machine current() {
    Engine engine = Engine.getInstance();
    Library library =
        new Library(
            Engine.getDjlVersion(),
            engine.getVersion(),
            JniUtils.getNumThreads(),
            Devices.device().toString());
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getArch(),
        Runtime.version().toString(),
        library);
  }

  /**
   * Returns the most memory that this process has held at once, Java's heap and native memory, in
   * bytes: VmHWM where Linux tells it, else null.
   */
  public static Long peakMemoryBytes() {
    return memory("VmHWM:");
  }

  /** Returns the memory that this process holds now, in bytes; null where Linux does not tell. */
  public static Long residentBytes() {
    return memory("VmRSS:");
  }

  private static Long memory(String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(field)) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", "")); // given in kB
        }
      }
    } catch (IOException e) {
      return null; // not Linux
    }
    return null;
  }

  /** Returns "1.5 GiB". */
  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  @Override
  public String toString() {
    return String.format(
        "%d cores, %s, %s, Java %s, DJL %s, PyTorch %s on %s with %d threads",
        cores,
        gibibytes(memoryBytes),
        system,
        java,
        engine.djl(),
        engine.pytorch(),
        engine.device(),
        engine.threads());
  }
}
