package org.lzn.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeetingTest {
  private static final Meeting MEETING = new Meeting("127.0.0.1", 29500, 1, 2);

  @Test
  void isReadFromTheVariablesItTells() {
    assertEquals(Optional.of(MEETING), Meeting.of(MEETING.environment()));
    assertEquals(Optional.empty(), Meeting.of(Map.of("MASTER_ADDR", "127.0.0.1")));
  }

  @Test
  void namesWhatIsMissingOrWrong() {
    refused("MASTER_ADDR", null, "MASTER_ADDR is missing");
    refused("MASTER_ADDR", " ", "MASTER_ADDR must be the address of worker 0, got nothing");
    refused("MASTER_PORT", "http", "MASTER_PORT must be a number, got \"http\"");
    refused("MASTER_PORT", "65536", "MASTER_PORT must be from 1 to 65535, got 65536");
    refused("RANK", "2", "RANK must be from 0 to 1 for 2 workers, got 2");
    refused("WORLD_SIZE", "0", "WORLD_SIZE must be 1 or more, got 0");
  }

  private static void refused(String name, String value, String reason) {
    Map<String, String> variables = new HashMap<>(MEETING.environment());
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Meeting.of(variables)).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
