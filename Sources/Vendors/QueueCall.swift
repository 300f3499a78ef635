public import ImageGeneration
public import Simulation

/// What a call asks of the queue of its account, and how the vendor words the reply.
public struct QueueCall: Sendable {
    /// What is asked.
    public enum Request: Sendable {
        /// That a job is taken in.
        case submit(JobSubmission)
        /// How a job stands.
        case status(of: String)
        /// How a job stands, now and after every change until its end: each answer's body is a part of one stream, and
        /// the first answer has its status and fields.
        case watch(String)
        /// What came of a job.
        case result(of: String)
        /// That a job is called off; the answer is to its state before.
        case cancel(String)
    }

    /// What is asked.
    public let request: Request
    /// Words the reply about the job; nil means that there is no such job, or that none was taken in.
    public let answer: @Sendable (QueuedJob?) -> Answer

    /// Makes a call.
    public init(_ request: Request, answer: @escaping @Sendable (QueuedJob?) -> Answer) {
        self.request = request
        self.answer = answer
    }
}

/// A call that is to be made later, when a runner is free.
public struct JobSubmission: Sendable {
    /// The call as the model gets it, which is valid or not; the job goes by its request id.
    public var call: Call
    /// The model that it is a call of, by the vendor's own name; nil where there is none.
    public var model: String?
    /// How long the job may wait for a runner; nil for ever.
    public var startTimeout: Duration?
    /// The job is refused where more jobs than this are waiting already; nil takes it in any case.
    public var maximumWaiting: Int?
    /// How often the job is begun again after its runner crashed.
    public var maximumRetries: Int
    /// Which of the account's waiting jobs go before it.
    public var priority: JobPriority
    /// Whom the caller wants to be told of the end; nil for nobody.
    public var webhook: JobWebhook?

    /// Makes a submission.
    public init(
        call: Call,
        model: String? = nil,
        startTimeout: Duration? = nil,
        maximumWaiting: Int? = nil,
        maximumRetries: Int = 0,
        priority: JobPriority = .normal,
        webhook: JobWebhook? = nil
    ) {
        self.call = call
        self.model = model
        self.startTimeout = startTimeout
        self.maximumWaiting = maximumWaiting
        self.maximumRetries = maximumRetries
        self.priority = priority
        self.webhook = webhook
    }
}

/// A job at one moment.
public struct QueuedJob: Sendable {
    /// The request id of the call that submitted it.
    public let id: String
    /// What has become of it.
    public let state: JobState
    /// What the model answers, known as soon as a runner has the job.
    public let answer: Answer?
    /// What is generated; nil before a runner has the job, and where the model refuses.
    public let generation: Generation?
    /// The moment.
    public let time: Timestamp

    /// Makes a job.
    public init(id: String, state: JobState, answer: Answer?, generation: Generation?, time: Timestamp) {
        self.id = id
        self.state = state
        self.answer = answer
        self.generation = generation
        self.time = time
    }
}
