/// Accounts: who may pay how much, and what is known of them.
@NullMarked
package dev.nostro.account;

import org.jspecify.annotations.NullMarked;
