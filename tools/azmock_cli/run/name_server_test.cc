#include "tools/azmock_cli/run/name_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace azmock {
namespace {

using ::testing::ElementsAre;

// A question of that type about "Login.Example".
std::string Query(char type) {
  return std::string("\x12\x34\x01\0\0\1\0\0\0\0\0\0", 12) +
         std::string("\5Login\7Example\0\0", 16) + type + std::string("\0\1", 2);
}

std::string Ask(const std::string& query, bool known = true) {
  std::string asked;
  return AnswerNameQuery(
      query,
      [known](const std::string& name) {
        EXPECT_EQ(name, "login.example");
        return known;
      },
      &asked);
}

TEST(NameServerTest, AKnownNameIsThisMachine) {
  const std::string query = Query('\1');
  EXPECT_EQ(Ask(query), std::string("\x12\x34\x85\x80\0\1\0\1\0\0\0\0", 12) + query.substr(12) +
                            std::string("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1", 16));
}

// AAAA, which clients ask for as well: the name is there, but not by IPv6.
TEST(NameServerTest, OfAnotherTypeItHasNoRecord) {
  const std::string query = Query('\x1c');
  EXPECT_EQ(Ask(query), std::string("\x12\x34\x85\x80\0\1\0\0\0\0\0\0", 12) + query.substr(12));
}

TEST(NameServerTest, AnotherNameDoesNotExist) {
  const std::string query = Query('\1');
  EXPECT_EQ(Ask(query, false),
            std::string("\x12\x34\x85\x83\0\1\0\0\0\0\0\0", 12) + query.substr(12));
}

TEST(NameServerTest, WhatIsNoQueryHasNoAnswer) {
  const std::string query = Query('\1');
  std::string asked;
  const auto known = [](const std::string&) { return true; };
  for (std::size_t size = 0; size < query.size(); ++size) {
    EXPECT_EQ(AnswerNameQuery(query.substr(0, size), known, &asked), "") << size;
  }
  std::string reply = query;
  reply[2] = '\x81';
  EXPECT_EQ(AnswerNameQuery(reply, known, &asked), "");
  std::string compressed = query;
  compressed[12] = '\xc0';
  EXPECT_EQ(AnswerNameQuery(compressed, known, &asked), "");
}

TEST(NameServerTest, AnswersByUdpAndRemembersWhatIsNotThere) {
  const auto server = NameServer::Start("127.0.0.1", 0, [](const std::string&) { return false; });
  ASSERT_TRUE(server.ok()) << server.status();
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons((*server)->port());
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(connect(socket, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
  const std::string query = Query('\1');
  ASSERT_EQ(send(socket, "?", 1, 0), 1);
  ASSERT_EQ(send(socket, query.data(), query.size(), 0), static_cast<ssize_t>(query.size()));
  char reply[512];
  EXPECT_EQ(recv(socket, reply, sizeof reply, 0), static_cast<ssize_t>(query.size()));
  close(socket);
  EXPECT_THAT((*server)->unknown(), ElementsAre("login.example"));
  EXPECT_EQ(NameServer::Start("127.0.0.1", (*server)->port(), nullptr).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace azmock
