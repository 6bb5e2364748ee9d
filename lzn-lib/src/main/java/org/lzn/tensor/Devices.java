package org.lzn.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.Locale;

/**
 * The device on which networks, latents and batches live: one setting for all, the system property
 * {@code lzn.device} or the environment variable {@code LZN_DEVICE}.
 *
 * <p>{@code auto} (the default) is the first GPU that the engine can use, else the processor;
 * {@code cpu} is the processor; {@code gpu:N} is the N-th GPU, counted from 0. Every array descends
 * from a manager made here, so that nothing lands elsewhere by accident.
 */
public final class Devices {
  private static final String SETTING = "lzn.device";
  private static final String AUTO = "auto";

  private Devices() {}

  /** Returns the device asked for. */
  public static Device device() {
    return device(asked());
  }

  private static String asked() {
    String asked = System.getProperty(SETTING, System.getenv("LZN_DEVICE"));
    return asked == null || asked.isBlank() ? AUTO : asked.strip();
  }

  /** Asks for a device: auto, cpu or gpu:N; refused at once where there is no such device. */
  public static void choose(String name) {
    Device unused = device(name);
    System.setProperty(SETTING, name);
  }

  /**
   * Gives each of several processes on this machine a GPU, one after the other and round about,
   * unless a device was asked for.
   *
   * @param number of the process on this machine, from 0
   */
  public static void choose(int number) {
    int gpus = Engine.getInstance().getGpuCount();
    if (asked().equals(AUTO) && gpus > 0) {
      System.setProperty(SETTING, "gpu:" + number % gpus);
    }
  }

  /** Returns a manager of the device, whose arrays live until it is closed. */
  public static NDManager newManager() {
    return NDManager.newBaseManager(device());
  }

  private static Device device(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(AUTO)) {
      return Engine.getInstance().defaultDevice();
    } else if (lower.equals("cpu")) {
      return Device.cpu();
    }
    Require.that(
        lower.matches("gpu:\\d{1,3}"), "device must be auto, cpu or gpu:N, got \"%s\"", name);
    int number = Integer.parseInt(lower.substring(4));
    int gpus = Engine.getInstance().getGpuCount();
    Require.that(
        number < gpus,
        "device %s: the engine sees %d GPU(s); does nvidia-smi show one, and was the kit built with"
            + " -Pgpu?",
        name,
        gpus);
    return Device.gpu(number);
  }
}
