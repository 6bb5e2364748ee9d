package org.lzn.workers;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Open MPI, by the functions of its C library, in a process that its {@code mpirun} has started, or
 * Slurm's {@code srun --mpi=pmix}. The library is the machine's own, as is the network it uses. Of
 * other MPIs, whose handles are numbers and not addresses, none is supported.
 *
 * <p>That all processes get the same bits of a sum is what MPI's standard advises, and what Open
 * MPI does: the order of two summands does not matter, and results are computed once or likewise.
 */
final class MpiCollective implements Collective {
  /** Set for processes by what starts them. */
  private static final String STARTED = "PMIX_RANK";

  /** dlopen's RTLD_LAZY and RTLD_GLOBAL: the library's own parts look for its symbols. */
  private static final int LAZY_GLOBAL = 0x101;

  private static final Pointer NONE = Pointer.NULL;
  private static final Pointer IN_PLACE = Pointer.createConstant(1); // as mpi.h has it
  private static final int ONE_THREAD_CALLS = 1; // MPI_THREAD_FUNNELED
  private static final int LOOK_MILLISECONDS = 50;

  private final NativeLibrary library;
  private final Pointer world;
  private final int rank;
  private final int size;

  private MpiCollective(NativeLibrary library) {
    this.library = library;
    world = global("ompi_mpi_comm_world");
    call("MPI_Init_thread", NONE, NONE, ONE_THREAD_CALLS, new IntByReference());
    rank = number("MPI_Comm_rank");
    size = number("MPI_Comm_size");
  }

  /** Tells by its environment whether this process was started to be one of several. */
  static boolean hasStartedThis(Map<String, String> environment) {
    return environment.containsKey(STARTED);
  }

  /**
   * Meets the others.
   *
   * @throws IllegalArgumentException if the library does not load
   */
  static Collective join() {
    return new MpiCollective(load());
  }

  private static NativeLibrary load() {
    try {
      return NativeLibrary.getInstance("mpi", Map.of(Library.OPTION_OPEN_FLAGS, LAZY_GLOBAL));
    } catch (UnsatisfiedLinkError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          STARTED
              + " is set, so MPI has started this process, but Open MPI's library does not load:"
              + " install it on every machine (libopenmpi3 on Debian), or unset the variable: "
              + reason,
          e);
    }
  }

  private Pointer global(String name) {
    return library.getGlobalVariableAddress(name);
  }

  private int number(String function) {
    IntByReference number = new IntByReference();
    call(function, world, number);
    return number.getValue();
  }

  /** Calls a C function; where another process is lost it does not return, as mpirun ends all. */
  private void call(String name, Object... arguments) {
    int error = library.getFunction(name).invokeInt(arguments);
    if (error != 0) {
      throw new UncheckedIOException(new IOException(name + " failed with MPI's error " + error));
    }
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void sumFloats(ByteBuffer numbers) {
    sum(numbers, numbers.capacity() / Float.BYTES, "ompi_mpi_float");
  }

  @Override
  public void sumDoubles(ByteBuffer numbers) {
    sum(numbers, numbers.capacity() / Double.BYTES, "ompi_mpi_double");
  }

  private void sum(ByteBuffer numbers, int length, String type) {
    Pointer memory = Native.getDirectBufferPointer(numbers);
    call("MPI_Allreduce", IN_PLACE, memory, length, global(type), global("ompi_mpi_op_sum"), world);
  }

  @Override
  public void copy(ByteBuffer bytes, int from) {
    Pointer memory = Native.getDirectBufferPointer(bytes);
    call("MPI_Bcast", memory, bytes.capacity(), global("ompi_mpi_byte"), from, world);
  }

  /** Waits, without the library's spinning, until the others are done too. */
  @Override
  public void finish() {
    PointerByReference request = new PointerByReference();
    call("MPI_Ibarrier", world, request);
    IntByReference done = new IntByReference();
    while (true) {
      call("MPI_Test", request, done, NONE);
      if (done.getValue() != 0) {
        call("MPI_Finalize");
        return;
      }
      try {
        Thread.sleep(LOOK_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Leaves the rest to mpirun: where a process ends that has not finished, it ends them all. */
  @Override
  public void close() {}
}
