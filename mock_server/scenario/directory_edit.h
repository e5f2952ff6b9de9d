// Additions to a directory, and removals from one, whatever fields it has.
#ifndef MOCK_SERVER_SCENARIO_DIRECTORY_EDIT_H_
#define MOCK_SERVER_SCENARIO_DIRECTORY_EDIT_H_

#include "absl/status/status.h"
#include "mock_server/scenario/directory.pb.h"

namespace mock::scenario {

// An element of a list (an application, a user) is called by its field 1. Names are
// compared without case and without a slash at the end; URLs of issuers to the byte. One
// without a name is one of its own, unless there is an equal one.

// Adds what `from` has: single fields that it sets replace, texts of lists come on
// top, elements of lists replace those of their name or come on top. So all the
// tenant's other elements stay.
void MergeTenant(const Tenant& from, Tenant* into);

// The same of everything but the tenants.
void MergeBesideTenants(const Directory& from, Directory* into);

// Takes away what `what` names, which is the innermost of it: {tenants {id: "a"}} a
// whole tenant, {tenants {id: "a" applications {app_id: "b"}}} one application, with
// secrets {value: "c"} in it one secret, with `disabled: true` that setting.
// Errors, which leave `from` half changed: kInvalidArgument for an element without
// its name, kNotFound, naming the field, for what is not there:
//   tenants[0].applications[0].app_id: "b" is not in the directory
absl::Status RemoveFromDirectory(const Directory& what, Directory* from);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_DIRECTORY_EDIT_H_
