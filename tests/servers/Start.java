import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.commandline.admin.security.SetInitialPasswordCommand;
import org.neo4j.server.CommunityBootstrapper;
import org.neo4j.server.NeoBootstrapper;
import picocli.CommandLine;

/**
 * Starts the Neo4j community server whose jars are on the class path, for as long as standard input
 * stays open: its end stops the server, so none outlives the process that started it, however that
 * ended.
 *
 * <p>The only argument is the server's home. The first line of standard input is the initial
 * password, empty for a home that has one: no process list and no environment ever shows it.
 */
public final class Start {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path conf = home.resolve("conf");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        String password = input.readLine();
        if (password != null && !password.isEmpty()) {
            exitUnlessZero(setInitialPassword(home, conf, password));
        }
        exitUnlessZero(NeoBootstrapper.start(
                new CommunityBootstrapper(), "--home-dir=" + home, "--config-dir=" + conf));

        while (input.readLine() != null) {}
        System.exit(0); // the bootstrapper's shutdown hook stops the databases in order
    }

    /** What {@code neo4j-admin dbms set-initial-password} runs, inside this process. */
    private static int setInitialPassword(Path home, Path conf, String password) {
        var command = new SetInitialPasswordCommand(new ExecutionContext(home, conf));
        return new CommandLine(command).setExpandAtFiles(false).execute("--", password);
    }

    private static void exitUnlessZero(int status) {
        if (status != 0) {
            System.exit(status);
        }
    }
}
