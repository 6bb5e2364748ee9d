package org.lzn.cli;

import ai.djl.engine.EngineException;
import java.io.UncheckedIOException;
import org.lzn.cluster.ClusterException;
import org.lzn.file.BadFileException;
import org.lzn.file.SafeText;
import org.lzn.run.CodeVersion;
import org.lzn.tensor.Devices;
import org.lzn.train.TrainingStoppedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code lzn}: trains, scores, samples and asks models, and tells about their files.
 */
@Command(
    name = "lzn",
    mixinStandardHelpOptions = true,
    versionProvider = Lzn.Version.class,
    description =
        "Latent Zoning Networks: trains and scores the models of the paper's case studies.",
    subcommands = {
      TrainCommand.class,
      SweepCommand.class,
      EvaluateCommand.class,
      CurveCommand.class,
      SampleCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      ClassifyCommand.class,
      ResidentsCommand.class,
      CompactCommand.class,
      InfoCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "For example:",
      "  lzn train rf-lzn --seed 1 --output runs/rf-lzn-1",
      "  lzn sweep plan.json",
      "  lzn sample runs/rf-lzn-1",
      "  lzn evaluate runs/rf-lzn-1",
      "  lzn compare runs/rf-lzn-1 runs/rf-1",
      "  lzn export runs/rf-lzn-1 --mlflow http://localhost:5000",
      "  lzn classify runs/joint-1 shirt.png"
    })
public final class Lzn implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "after an error, say where in the code it happened")
  private boolean stacktrace;

  @Option(
      names = "--device",
      scope = ScopeType.INHERIT,
      paramLabel = "DEVICE",
      description = "auto, cpu or gpu:N; LZN_DEVICE, else auto, if not given")
  void chooseDevice(String device) {
    try {
      Devices.choose(device);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Lzn() {}

  /** Runs one command and ends the process: 0 if all went well, 1 if not, 2 for a wrong command. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit status. */
  public static int run(String... arguments) {
    Lzn lzn = new Lzn();
    CommandLine line =
        new CommandLine(lzn)
            .setExecutionExceptionHandler(lzn.oneLine())
            .setCaseInsensitiveEnumValuesAllowed(true);
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError e) {
      return lzn.answer(e, line);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private IExecutionExceptionHandler oneLine() {
    return (Exception e, CommandLine command, ParseResult parsed) -> answer(e, command);
  }

  /** What the user can mend is one line; a fault of ours has its place. */
  private int answer(Throwable e, CommandLine command) {
    boolean memory = isMemory(e);
    boolean expected =
        memory
            || e instanceof BadFileException
            || e instanceof ClusterException
            || e instanceof IllegalArgumentException
            || e instanceof UncheckedIOException
            || e instanceof TrainingStoppedException;
    if (stacktrace || !expected) {
      e.printStackTrace(command.getErr());
    } else {
      command
          .getErr()
          .println(
              "lzn: " + (memory ? noMemory(e) : SafeText.safe(String.valueOf(e.getMessage()))));
    }
    return 1;
  }

  /** Java's heap is full, or PyTorch says so of the machine or of the GPU. */
  private static boolean isMemory(Throwable e) {
    return e instanceof OutOfMemoryError
        || (e instanceof EngineException
            && String.valueOf(e.getMessage()).matches("(?is).*(allocate|out of) memory.*"));
  }

  private static String noMemory(Throwable e) {
    String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String heap =
        e instanceof OutOfMemoryError ? ", or give Java more, as in LZN_JAVA_OPTS=-Xmx8g" : "";
    return "out of memory ("
        + words
        + "): lower training.batch or the model's channels with --set"
        + heap;
  }

  /** Tells the version and the commit. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lzn " + CodeVersion.current()};
    }
  }
}
