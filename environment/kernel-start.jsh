// Run by the kernel as it starts: it ends with the Jupyter that started it. Jupyter ends its
// kernels itself, but cannot when it is killed. (On Windows the variable is no process's number.)
if (System.getenv("JPY_PARENT_PID") != null && !System.getProperty("os.name").startsWith("Win")) {
  long jupyter = Long.parseLong(System.getenv("JPY_PARENT_PID"));
  Thread watch = new Thread(() -> {
    ProcessHandle.of(jupyter).map(ProcessHandle::onExit).ifPresent(end -> end.join());
    System.err.println("the Jupyter that started this kernel has ended, and so does the kernel");
    Runtime.getRuntime().halt(1);
  });
  watch.setDaemon(true);
  watch.start();
}
