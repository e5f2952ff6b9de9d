#!/bin/sh
"$1" replay client-secret-invalid | grep AADSTS7000215
