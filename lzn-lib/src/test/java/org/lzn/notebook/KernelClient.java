package org.lzn.notebook;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A kernel in a process of its own, and this side of the sockets of Jupyter's protocol. */
final class KernelClient implements AutoCloseable {
  private static final int SILENCE = 300_000;

  private final ZMQ.Context context = ZMQ.context(1);
  private final Process kernel;
  private final Side shell;
  private final ZMQ.Socket published;

  private KernelClient(Process kernel, KernelConnectionProperties door) throws Exception {
    this.kernel = kernel;
    shell = new Side(context, door.createHMACGenerator());
    shell.connect("tcp://127.0.0.1:" + door.getShellPort());
    published = context.socket(SocketType.SUB);
    published.setLinger(0);
    published.subscribe(new byte[0]);
    published.connect("tcp://127.0.0.1:" + door.getIopubPort());
  }

  /** Starts a kernel by a command, to which the name of its connection file is added. */
  static KernelClient start(List<String> command, Path folder) throws Exception {
    int[] ports = freePorts();
    var door =
        new KernelConnectionProperties(
            "127.0.0.1",
            ports[0],
            ports[1],
            ports[2],
            ports[3],
            ports[4],
            "tcp",
            "hmac-sha256",
            "a key");
    Path file = Files.writeString(folder.resolve("connection.json"), door.toJsonString());
    List<String> all = new ArrayList<>(command);
    all.add(file.toString());
    Path log = folder.resolve("kernel.log");
    Process process =
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    KernelClient client = new KernelClient(process, door);
    client.awaitPublications();
    return client;
  }

  private static int[] freePorts() {
    List<ServerSocket> sockets = Stream.generate(KernelClient::freePort).limit(5).toList();
    return sockets.stream()
        .mapToInt(
            socket -> {
              try (socket) {
                return socket.getLocalPort();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toArray();
  }

  private static ServerSocket freePort() {
    try {
      return new ServerSocket(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is published before the subscription has arrived is lost. */
  private void awaitPublications() {
    do {
      request("");
      published.setReceiveTimeOut(200);
    } while (published.recv() == null);
    published.setReceiveTimeOut(SILENCE);
    while (published.hasReceiveMore()) {
      published.recv();
    }
    execute("");
  }

  /** Runs a cell, and returns what was published of it until it had ended, errors too. */
  List<String> execute(String code) {
    String id = request(code);
    List<String> messages = new ArrayList<>();
    String message;
    do {
      message = nextPublished();
      if (message.contains(id)) {
        messages.add(message);
      }
    } while (!(message.contains(id) && message.contains("\"execution_state\":\"idle\"")));
    return messages;
  }

  /** The base kernel's own reader does not know what it publishes; a text tells enough here. */
  private String nextPublished() {
    StringBuilder text = new StringBuilder();
    do {
      byte[] frame = published.recv();
      if (frame == null) {
        throw new AssertionError("the kernel has been silent for " + SILENCE + " ms");
      }
      text.append(new String(frame, StandardCharsets.UTF_8)).append('\n');
    } while (published.hasReceiveMore());
    return text.toString();
  }

  private String request(String code) {
    var content = new ExecuteRequest(code, false, false, Map.of(), false, true);
    var message = new Message<>(new Header<>("a session", ExecuteRequest.MESSAGE_TYPE), content);
    shell.sendMessage(message);
    return message.getHeader().getId();
  }

  @Override
  public void close() {
    kernel.destroy();
    try {
      if (!kernel.waitFor(20, TimeUnit.SECONDS)) {
        kernel.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shell.close();
    published.close();
    context.close();
  }

  /** A socket that connects, with the messages' form and signature of the kernel's own sockets. */
  private static final class Side extends JupyterSocket {
    Side(ZMQ.Context context, HMACGenerator key) {
      super(context, SocketType.DEALER, key, JUPYTER_LOGGER);
      setReceiveTimeOut(SILENCE);
      setLinger(0);
    }

    @Override
    public void bind(KernelConnectionProperties door) {
      throw new UnsupportedOperationException("this side connects");
    }
  }
}
