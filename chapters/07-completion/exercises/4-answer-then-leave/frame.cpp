// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 07.4.
#include <unistd.h>

#include <string>

enum operation { SEND, RECEIVE, CANCEL };

char* take_buffer(const char* text);
void give_back(char* buffer);
void begin_send(int client, const char* bytes);
void begin_cancel(operation which);
void wait_for(operation which);

void answer_then_leave(int client, char* question) {
  // [lines]
}
