import java.io.File;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

/**
 * Opens a graph file as Gephi does and prints what it then holds, one thing a line, parts divided by
 * tabs: {@code issue level message}, {@code time representation format}, {@code node id label kind},
 * {@code edge id source target directed type spells status}.
 */
public final class Open {
    public static void main(String[] args) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(args[0]));
        container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
        var issues = container.getReport().getIssues(1000);
        while (issues.hasNext()) {
            Issue issue = issues.next();
            print("issue", issue.getLevel(), issue.getMessage());
        }
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());

        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        print("time", model.getConfiguration().getTimeRepresentation(), model.getTimeFormat());
        for (Node node : model.getGraph().getNodes().toArray()) {
            print("node", node.getId(), node.getLabel(), node.getAttribute("kind"));
        }
        for (Edge edge : model.getGraph().getEdges().toArray()) {
            print("edge", edge.getId(), edge.getSource().getId(), edge.getTarget().getId(),
                    edge.isDirected(), edge.getTypeLabel(), spells(edge, model),
                    edge.getAttribute("status"));
        }
        System.exit(0); // Gephi leaves threads behind
    }

    private static String spells(Element element, GraphModel model) {
        var times = element.getAttribute("timeset");
        if (times == null) {
            return "";
        }
        return ((org.gephi.graph.api.types.TimeSet<?>) times)
                .toString(model.getTimeFormat(), model.getTimeZone());
    }

    private static void print(Object... parts) {
        var words = new String[parts.length];
        for (int i = 0; i < parts.length; i++) {
            words[i] = String.valueOf(parts[i]);
        }
        System.out.println(String.join("\t", words));
    }
}
