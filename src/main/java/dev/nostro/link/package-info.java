/// How regions talk: few HTTP/2 connections, who is calling, and who is worth calling.
@NullMarked
package dev.nostro.link;

import org.jspecify.annotations.NullMarked;
