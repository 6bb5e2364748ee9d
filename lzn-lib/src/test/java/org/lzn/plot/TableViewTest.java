package org.lzn.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
  private static Table table() {
    DoubleColumn fid = DoubleColumn.create("FID", 2.7612, 2.5909, 2.5911);
    fid.append(Double.NaN);
    return Table.create(
        "t",
        StringColumn.create("method", "RF", "RF+LZN", "a<b", "none"),
        fid,
        IntColumn.create("n", 50000, 50000, 10, 7));
  }

  @Test
  void numbersStandRightWithEqualDigits() {
    assertEquals(
        """
        scores
        method    FID      n
        RF       2.76  50000
        RF+LZN  *2.59  50000
        a<b     *2.59     10
        none        –      7""",
        Tables.of(table()).digits(2).lowest("fid").caption("scores").toString());
  }

  @Test
  void htmlIsEscapedAndTheBestBold() {
    String html =
        Tables.of(table())
            .digits("FID", 4)
            .lowest("FID")
            .highest("n")
            .forms()
            .get("text/html")
            .toString();
    assertTrue(html.contains("<td style=\"text-align:right\"><b>2.5909</b></td>"), html);
    assertTrue(html.contains("<td style=\"text-align:right\">2.5911</td>"), html);
    assertTrue(html.contains("<b>50000</b>"), html);
    assertTrue(html.contains("a&lt;b"), html);
  }

  /** Between the two values, at its ends, beyond them; a missing value and words stay plain. */
  @Test
  void heatShadesNumbers() {
    Table table =
        Table.create(
            StringColumn.create("type", "a", "b", "c", "d"),
            DoubleColumn.create("share", 0, 1, 2, Double.NaN));
    String html = Tables.of(table).heat(0, 1).forms().get("text/html").toString();
    assertTrue(html.contains("background:#ffffff;color:#333333\">0.000"), html);
    assertTrue(html.contains("background:#0072b2;color:#ffffff\">1.000"), html);
    assertTrue(html.contains("background:#0072b2;color:#ffffff\">2.000"), html);
    assertTrue(html.contains("text-align:right\">–"), html);
    assertTrue(html.contains("text-align:left\">a"), html);
    TableView view = Tables.of(table);
    assertThrows(IllegalArgumentException.class, () -> view.heat(1, 1));
  }

  @Test
  void wrongColumnsAreNamed() {
    TableView view = Tables.of(table());
    Exception e = assertThrows(IllegalArgumentException.class, () -> view.lowest("KID"));
    assertEquals("the table has no column 'KID', but [method, FID, n]", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> view.lowest("method"));
    assertThrows(IllegalArgumentException.class, () -> view.digits(-1));
  }
}
