import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Puts PDF files to veraPDF's engine, all in one process: for each line of standard input, "FLAVOUR TAB PATH",
 * it writes "verdict TAB FLAVOUR TAB PATH TAB pass|fail|error", and before it a line for each rule that is
 * broken, "rule TAB FLAVOUR TAB PATH TAB CLAUSE-TEST TAB MESSAGE".
 */
public class VeraPdf {
    private static final int FAILURES_SHOWN = 1;

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", 2);
            out.println("verdict\t" + line + "\t" + verdict(out, line, parts[0], parts[1]));
        }
    }

    private static String verdict(PrintStream out, String line, String name, String path) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, FAILURES_SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion one : result.getTestAssertions()) {
                String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
                String message = String.valueOf(one.getErrorMessage()).replaceAll("\\s+", " ");
                out.println("rule\t" + line + "\t" + rule + "\t" + message);
            }
            if (result.getTotalAssertions() == 0) {
                return "error";
            }
            return result.isCompliant() ? "pass" : "fail";
        } catch (Exception problem) {
            String message = String.valueOf(problem).replaceAll("\\s+", " ");
            out.println("rule\t" + line + "\texception\t" + message);
            return "error";
        }
    }
}
