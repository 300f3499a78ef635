/// What the Linux kernel offers beyond what Swift's Glibc module shows, with fixed types.
///
/// Functions that can fail return a negative errno; calls that a signal interrupts are made again.

#ifndef CLINUX_H
#define CLINUX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

// Readiness

/// The kinds of readiness that a connection is registered for, once: edge-triggered, so that nothing changes later.
extern const uint32_t linux_connection_events;
/// The kinds of readiness that a listener is registered for, edge-triggered.
extern const uint32_t linux_listener_events;
extern const uint32_t linux_event_readable;
extern const uint32_t linux_event_writable;
/// The peer has closed its sending half.
extern const uint32_t linux_event_peer_finished;
/// The connection is broken, or closed in both directions.
extern const uint32_t linux_event_broken;

int linux_poll_create(void);
int linux_poll_add(int poll, int descriptor, uint32_t events, uint64_t data);
/// Waits for events; a negative timeout waits for ever. May return none before a timeout of more than a second is over.
int linux_poll_wait(int poll, struct epoll_event *events, int capacity, int64_t timeout_nanoseconds);

/// Makes a descriptor that becomes readable by linux_wakeup_signal.
int linux_wakeup_create(void);
void linux_wakeup_signal(int descriptor);

/// Nanoseconds since some point in the past; never goes back.
uint64_t linux_monotonic_nanoseconds(void);

// Sockets

struct linux_peer {
    /// The address as text, with a NUL at its end.
    char address[46];
};

/// Makes a listening socket that does not block; its connections have TCP_NODELAY. -EDESTADDRREQ says that the host is
/// no IP address.
int linux_listen(const char *host, uint16_t port, int backlog, uint16_t *bound_port);
/// Accepts a connection that does not block.
int linux_accept(int listener, struct linux_peer *peer);
/// The address of our own end of a connection; an empty text if the system does not say.
void linux_local_address(int descriptor, struct linux_peer *own);
/// Whether an address, given as text, may be contacted.
typedef bool (*linux_admits)(const char *address, void *context);
/// Connects to a host by name or address, waiting for each of its addresses so long at most; the connection then does
/// not block. Before an address is contacted, `admits` is asked about it, and where it may not be, nothing more is tried.
/// On failure the result is negative and the reason is in `reason`, a text that stays.
int linux_connect_host(
    const char *host, uint16_t port, int timeout_milliseconds, linux_admits admits, void *context, const char **reason
);
/// Connects to 127.0.0.1; the connection blocks.
int linux_connect_loopback(uint16_t port);

long linux_receive(int descriptor, void *buffer, size_t capacity);
long linux_send(int descriptor, const void *bytes, size_t count);
/// Sends three runs of bytes by one call; any may be empty.
long linux_send_vector(
    int descriptor, const void *first, size_t first_count, const void *second, size_t second_count, const void *third,
    size_t third_count);
/// Tells the peer that nothing more will be sent.
void linux_finish_sending(int descriptor);
/// Lets closing reset the connection, so that the peer sees an error and not an orderly end.
void linux_reset_on_close(int descriptor);
/// Makes a blocking receive give up with -EAGAIN after so long.
void linux_limit_receive(int descriptor, int64_t milliseconds);

// Other programs

/// Makes a pipe that no other program inherits: its reading end, and its writing end.
int linux_pipe(int ends[2]);
/// Makes an empty file in memory that no other program inherits.
int linux_memory_file(void);
/// Lets this process have so many descriptors open, or as many as it may allow itself: shells often set 1024. Returns how
/// many it may have.
uint64_t linux_allow_descriptors(uint64_t count);
/// The number that the next descriptor will have; a negative errno if there can be none.
int linux_lowest_free_descriptor(void);

// Files

/// Makes a file that appears whole, and safe from a loss of power, or not at all, and never takes the place of another.
/// What is interrupted by the end of the process leaves nothing behind, where the file system has files without a name.
/// -EEXIST says that the name was taken.
int linux_publish_file(const char *path, unsigned mode, const void *bytes, size_t count);

/// Opens /dev/null as each of the descriptors 0, 1 and 2 that is closed, so that no socket or file gets its number and is
/// taken for standard output or standard error. To be called before anything else is opened.
void linux_open_standard_descriptors(void);
/// Opens a file for reading without ever waiting; -EMEDIUMTYPE says that it is no regular file but a pipe, a device or a
/// directory.
int linux_open_regular_file(const char *path);

// Termination

/// From now on SIGTERM and SIGINT are only noted, once; a second one ends the process as it would have.
///
/// Handlers, because threads that the runtime makes do not keep signals blocked.
int linux_note_termination(void);
/// Waits until one of the two has come.
void linux_await_termination(int descriptor);

// A child

/// Starts a program, found as a shell finds it, and passes the signals on to it that others send to this process to end
/// it or to tell it something. One child at a time. Returns its process id.
int linux_start_child(const char *program, char *const arguments[], char *const environment[]);
/// Waits for the end of the child; returns its exit status, or 128 and the number of the signal that ended it.
int linux_await_child(int process);

// Memory

/// Where bytes are first found in others; NULL where they are not.
const void *linux_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

/// Has the C library give large runs of memory back to the system as soon as they are freed.
///
/// glibc takes a run of 128 KiB or more from the system by itself, and gives it back at once; but each time one is freed
/// it raises that bound, up to 32 MiB, and keeps what is below. A fixed bound of 1 MiB leaves what requests commonly need
/// where it is.
void linux_return_freed_memory(void);

// Threads

/// Makes a POSIX mutex and returns its address.
uintptr_t linux_mutex_create(void);
void linux_mutex_lock(uintptr_t mutex);
void linux_mutex_unlock(uintptr_t mutex);
/// Releases a mutex that nobody holds.
void linux_mutex_destroy(uintptr_t mutex);
/// Names the calling thread, in 15 bytes at most, for whoever lists the threads of the process.
void linux_name_thread(const char *name);

#endif
