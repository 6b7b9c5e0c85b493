package dev.dromos.graph.gjson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.json.JsonString;
import org.junit.jupiter.api.Test;

class PathParserTest {

    @Test
    void aComponentIsReadForObjectsAndForArrays() {
        assertThat(parse("7"))
                .hasToString("Steps[onObject=Key[name=Exact[text=7], next=End[]], onArray=Index[index=7, next=End[]]]");
    }

    @Test
    void anEscapedDotIsPartOfAKeyButDividesIndexes() {
        assertThat(parse("1\\.2"))
                .hasToString("Steps[onObject=Key[name=Exact[text=1.2], next=End[]], onArray=Index[index=-1, "
                        + "next=Into[steps=" + parse("2") + "]]]");
    }

    @Test
    void aDotBeforeAModifierIsAPipe() {
        assertThat(parse("a.@this")).isEqualTo(parse("a|@this"));
        assertThat(parse("a.@nosuch")).isNotEqualTo(parse("a|@nosuch"));
    }

    @Test
    void theOldBracketsOfAQueryAreTheNewOnes() {
        assertThat(onArray("#[a==1]#.b")).isEqualTo(onArray("#(a=1)#.b"));
    }

    @Test
    void aQueryOfThisNeedsNoArray() {
        assertThat(parse("[@this].#(a==1)")).isInstanceOf(Path.Whole.class);
        assertThat(parse("[@this,@this].#(a==1)")).isInstanceOf(Path.Multipath.class);
        assertThat(parse("[@this].0")).isInstanceOf(Path.Multipath.class);
    }

    private static Path parse(String path) {
        byte[] text = JsonString.utf8(path);
        return new PathParser(text, new Flaws(text)).parse();
    }

    private static String onArray(String path) {
        return parse(path) instanceof Path.Steps(var key, var element) ? element.toString() : "";
    }
}
