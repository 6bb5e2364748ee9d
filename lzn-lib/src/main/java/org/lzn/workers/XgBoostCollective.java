package org.lzn.workers;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.lzn.file.Json;
import org.lzn.tensor.Require;

/**
 * XGBoost's communicator ("Rabit"), by the functions of its C library: rings of TCP connections,
 * sums in the callers' own memory. Worker 0 also runs the tracker, at which all meet.
 *
 * <p>Its Java class would copy each array and hide errors. The library comes in the jar {@value
 * #JAR}, of which nothing else is needed, and which is not part of the kit.
 */
final class XgBoostCollective implements Collective {
  static final String JAR = "ml.dmlc:xgboost4j_2.12:3.4.0";

  /** As the C library numbers them. */
  private static final int FLOAT32 = 1;

  private static final int FLOAT64 = 2;
  private static final int SUM = 2;

  /** The workers are given their ranks in the order of their task's names, not of their hosts. */
  private static final int BY_TASK = 1;

  private static final int JOIN_SECONDS = 120;
  private static final int LEAVE_SECONDS = 10;

  /** dlopen's RTLD_LAZY alone: with JNA's RTLD_GLOBAL its symbols would stand in for PyTorch's. */
  private static final int LAZY = 1;

  private static final ClassLoader LOADER = XgBoostCollective.class.getClassLoader();

  private final Meeting meeting;
  private final NativeLibrary library;
  private Pointer tracker;
  private boolean broken;

  private XgBoostCollective(Meeting meeting, NativeLibrary library) {
    this.meeting = meeting;
    this.library = library;
  }

  /**
   * Meets the other workers.
   *
   * @throws IllegalArgumentException if the library is not on the class path, or ranks are not
   *     different
   * @throws UncheckedIOException if the others are not there
   */
  static Collective join(Meeting meeting) {
    XgBoostCollective joined = new XgBoostCollective(meeting, load());
    joined.meet();
    return joined;
  }

  /**
   * Checks that the library is there, before anything is begun.
   *
   * @throws IllegalArgumentException if it is not on the class path
   */
  static void require() {
    Require.that(
        LOADER.getResource(resource().substring(1)) != null,
        "several workers need XGBoost's communicator, %s, which is not on the class path: build with"
            + " LZN_MAVEN_ARGS=-Pworkers, or put its jar into lzn-lib/target/kit",
        JAR);
  }

  private static NativeLibrary load() {
    require();
    String resource = resource();
    try {
      File file = Native.extractFromResourcePath(resource, LOADER);
      return NativeLibrary.getInstance(file.getPath(), Map.of(Library.OPTION_OPEN_FLAGS, LAZY));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + resource + ": " + e.getMessage(), e);
    } catch (UnsatisfiedLinkError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          "XGBoost's library does not load (on Linux it needs libgomp.so.1): " + reason, e);
    }
  }

  private static String resource() {
    boolean arm = Platform.isARM() && Platform.is64Bit();
    String machine = arm ? "aarch64" : "x86_64";
    if (Platform.isWindows()) {
      return "/lib/windows/" + machine + "/xgboost4j.dll";
    }
    return Platform.isMac()
        ? "/lib/macos/" + machine + "/libxgboost4j.dylib"
        : "/lib/linux/" + machine + "/libxgboost4j.so";
  }

  private void meet() {
    try {
      if (meeting.rank() == 0) {
        startTracker();
      }
      call("XGCommunicatorInit", Json.text(worker()));
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          meeting + " has not met the others: " + e.getCause().getMessage(), e.getCause());
    }
    requireDifferentRanks();
  }

  private void requireDifferentRanks() {
    ByteBuffer present =
        ByteBuffer.allocateDirect(size() * Double.BYTES).order(ByteOrder.nativeOrder());
    present.putDouble(rank() * Double.BYTES, 1);
    sumDoubles(present);
    for (int rank = 0; rank < size(); rank++) {
      Require.that(
          present.getDouble(rank * Double.BYTES) == 1,
          "each of the %d workers must have another rank, but none or several have rank %d",
          size(),
          rank);
    }
  }

  private void startTracker() {
    PointerByReference handle = new PointerByReference();
    Map<String, Object> options =
        Map.of(
            "dmlc_communicator",
            "rabit",
            "n_workers",
            meeting.size(),
            "host",
            meeting.host(),
            "port",
            meeting.port(),
            "sortby",
            BY_TASK,
            "timeout",
            JOIN_SECONDS);
    call("XGTrackerCreate", Json.text(options), handle);
    tracker = handle.getValue();
    call("XGTrackerRun", tracker, "{}");
  }

  private Map<String, Object> worker() {
    return Map.of(
        "dmlc_communicator",
        "rabit",
        "dmlc_tracker_uri",
        meeting.host(),
        "dmlc_tracker_port",
        meeting.port(),
        "dmlc_task_id",
        String.format(Locale.ROOT, "%09d", meeting.rank()), // sorted as texts
        "dmlc_retry",
        8,
        "dmlc_timeout",
        JOIN_SECONDS);
  }

  /** Calls a C function, which returns 0 if all went well. */
  private void call(String name, Object... arguments) {
    if (library.getFunction(name).invokeInt(arguments) != 0) {
      broken = true;
      String report = library.getFunction("XGBGetLastError").invokeString(new Object[0], false);
      throw new UncheckedIOException(new IOException(reason(report)));
    }
  }

  /**
   * Returns the innermost reason of a report. Its lines are "- [file:line|time]: reason", the
   * outermost first, and the calls that led there.
   */
  static String reason(String report) {
    String innermost = report;
    for (String line : report.lines().takeWhile(l -> !l.startsWith("Stack trace")).toList()) {
      String said = line.replaceFirst("^(- )?(\\[[^]]*]( \\S+:\\d+)?:\\s*)+", "").strip();
      innermost = said.isEmpty() ? innermost : said;
    }
    return innermost.replaceFirst("\\.? ?system error:", ": ");
  }

  @Override
  public int rank() {
    return meeting.rank();
  }

  @Override
  public int size() {
    return meeting.size();
  }

  @Override
  public void sumFloats(ByteBuffer numbers) {
    together(
        "XGCommunicatorAllreduce", numbers, (long) numbers.capacity() / Float.BYTES, FLOAT32, SUM);
  }

  @Override
  public void sumDoubles(ByteBuffer numbers) {
    together(
        "XGCommunicatorAllreduce", numbers, (long) numbers.capacity() / Double.BYTES, FLOAT64, SUM);
  }

  @Override
  public void copy(ByteBuffer bytes, int from) {
    together("XGCommunicatorBroadcast", bytes, (long) bytes.capacity(), from);
  }

  private void together(String name, ByteBuffer buffer, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = Native.getDirectBufferPointer(buffer);
    System.arraycopy(more, 0, arguments, 1, more.length);
    try {
      call(name, arguments);
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(
          meeting + " has lost another: the same command goes on from the last checkpoint",
          e.getCause());
    }
  }

  @Override
  public void close() {
    if (broken) {
      return; // waiting for those who are gone would take for ever
    }
    try {
      call("XGCommunicatorFinalize");
      if (tracker != null) {
        // Others that were lost in this worker's own failure do not take leave.
        call("XGTrackerWaitFor", tracker, Json.text(Map.of("timeout", LEAVE_SECONDS)));
        call("XGTrackerFree", tracker);
      }
    } catch (UncheckedIOException e) {
      broken = true; // nothing is left to be said to them
    }
  }
}
