// Additions to a message and removals from one, whatever fields it has.
#ifndef MOCK_COMMON_TEXT_MESSAGE_EDIT_H_
#define MOCK_COMMON_TEXT_MESSAGE_EDIT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace mock::scenario {

// An element of a list (an application, a user) is called by its field 1. Names are
// compared without case and without a slash at the end; those in a field `url` to the
// byte. One without a name is one of its own, unless there is an equal one. What is done takes as
// long as both messages are, in what `from` or `what` has of lists.

// Adds what `from` has, but for the field `except`: single fields that it sets replace,
// texts of lists come on top, elements of lists replace those of their name or come on
// top. So all other elements stay. Both are of the same type.
void MergeMessage(const google::protobuf::Message& from, google::protobuf::Message* into,
                  absl::string_view except = "");

// Takes away what `what` names, which is the innermost of it: {tenants {id: "a"}} a
// whole tenant, {tenants {id: "a" applications {app_id: "b"}}} one application, with
// secrets {value: "c"} in it one secret, with `disabled: true` that setting.
// Errors, which leave `from` half changed: kInvalidArgument for an element without
// its name, kNotFound, naming the field, for what is not there:
//   tenants[0].applications[0].app_id: "b" is not in the directory
absl::Status RemoveFromMessage(const google::protobuf::Message& what,
                               google::protobuf::Message* from);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_MESSAGE_EDIT_H_
