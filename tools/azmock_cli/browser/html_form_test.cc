#include "tools/azmock_cli/browser/html_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azmock {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(HtmlFormTest, FindsFieldsAndButtons) {
  const auto form = FindForm(
      "<p>x</p>\n<form method=\"post\">\n<input type=\"hidden\" name=\"a\" value=\"1 &amp; 2\">\n"
      "<label for=\"u\">U</label><input id=\"u\" name=\"u\" type=\"text\" value=\"\">\n"
      "<button name=\"button\" value=\"go\">Go</button><input type=\"submit\" value=\"S\"></form>");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(form->action, "");
  EXPECT_THAT(form->hidden, ElementsAre(Pair("a", "1 & 2")));
  EXPECT_THAT(form->inputs, ElementsAre("u"));
  EXPECT_TRUE(form->HasInput("u"));
  EXPECT_TRUE(form->HasButton("go"));
  EXPECT_FALSE(form->HasButton("S"));
}

TEST(HtmlFormTest, KnowsWhereAFormGoes) {
  const auto form =
      FindForm("<form action=\"http://localhost:1/?a=1&amp;b\" method=\"post\"></form>");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(form->action, "http://localhost:1/?a=1&b");
}

TEST(HtmlFormTest, APageMayHaveNone) { EXPECT_FALSE(FindForm("<p>Done.</p>").has_value()); }

TEST(HtmlFormTest, FieldsAreEncodedAsBrowsersDo) {
  EXPECT_EQ(EncodeForm({{"a b", "&="}, {"c", "x-_.*"}}), "a+b=%26%3D&c=x-_.*");
}

}  // namespace
}  // namespace azmock
