@echo off
rem The command line of the library on Windows: lzn --help. It has not been run there yet.
rem Unlike the script lzn it builds the library only where there is none: after a change, delete
rem lzn-lib\target\kit.
setlocal
set "ROOT=%~dp0.."
set "KIT=%ROOT%\lzn-lib\target\kit"
if not exist "%KIT%\lzn-lib-*.jar" (
  call mvn -q -f "%ROOT%\pom.xml" -DskipTests package || exit /b 1
)
if not defined LZN_HOME set "LZN_HOME=%ROOT%"
if not defined LZN_JAVA_OPTS set "LZN_JAVA_OPTS=-Xmx2g"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %LZN_JAVA_OPTS% --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "%KIT%\*" org.lzn.cli.Lzn %*
exit /b %errorlevel%
