package azmock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void whatIsReadIsWritten() {
    String json = "{\"a\":[1,-2.5,true,null,{}],\"b\":[],\"c\":\"\\\"\\\\\\u000a\u00e9\"}";
    assertEquals(json, Json.write(Json.read(json)));
    assertEquals(Map.of("a", Arrays.asList(1L, 1e3, "\t/\u00e9", null)),
        Json.read(" { \"a\" : [ 1 , 1e3, \"\\t\\/\\u00e9\" ,null ] }\n"));
    assertEquals("\"2026-01-31T12:00:00Z\"", Json.write(Instant.parse("2026-01-31T12:00:00Z")));
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() {
    for (String text : List.of("", "{", "[1", "[1 2]", "{\"a\" 1}", "{a:1}", "\"a", "\"\\x\"",
        "\"\\u00g0\"", "nul", "1.", "{} {}", "[,]")) {
      assertThrows(IllegalArgumentException.class, () -> Json.read(text), text);
    }
    assertEquals("no JSON: at 3, ] is missing",
        assertThrows(IllegalArgumentException.class, () -> Json.read("[1 2]")).getMessage());
  }
}
